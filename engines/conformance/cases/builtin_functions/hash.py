# hash: results and refusals
class I:
    def __index__(self): return 3
class T:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i): return [10, 20, 30][i]

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: hash(1))
show(lambda: hash(-1))
show(lambda: hash(2.0))
show(lambda: hash(0.1))
show(lambda: hash(True))
show(lambda: hash(2 ** 61))
show(lambda: hash(-2 ** 100))
show(lambda: hash(1j))
show(lambda: hash((1, 2)))
show(lambda: hash(()))
show(lambda: hash([]))
show(lambda: hash({}))
show(lambda: hash(slice(1)))
show(lambda: hash(float("inf")))
show(lambda: hash(type("H", (), {"__hash__": lambda s: 2 ** 61})()))
show(lambda: hash(type("H", (), {"__hash__": lambda s: -1})()))
show(lambda: hash(type("H", (), {"__hash__": lambda s: "x"})()))
show(lambda: hash(type("H", (), {"__eq__": lambda s, o: 1})()))
show(lambda: hash(frozenset([1, 2])))
show(lambda: hash(1.5) == hash(3 / 2))
