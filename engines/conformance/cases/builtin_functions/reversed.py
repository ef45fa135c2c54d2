# reversed: results and refusals
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

show(lambda: list(reversed([1, 2])))
show(lambda: list(reversed("ab")))
show(lambda: list(reversed(range(3))))
show(lambda: list(reversed({1: 2, 3: 4})))
show(lambda: list(reversed((1, 2))))
show(lambda: reversed({1, 2}))
show(lambda: reversed(5))
show(lambda: reversed(x for x in "a"))
show(lambda: reversed())
show(lambda: list(reversed(T(3))))
show(lambda: list(reversed(b"ab")))
show(lambda: type(reversed([])).__name__)
show(lambda: next(reversed([])))
show(lambda: reversed([1], 2))
show(lambda: list(reversed(type("R", (), {"__reversed__": lambda s: iter("z")})())))
show(lambda: reversed(type("R", (), {"__reversed__": None})()))
show(lambda: list(reversed({1: 2}.values())))
show(lambda: reversed([1, 2]).__length_hint__())
