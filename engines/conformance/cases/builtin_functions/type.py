# type: results and refusals
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

show(lambda: type(1))
show(lambda: type("X", (), {}))
show(lambda: type("X", (int,), {"a": 1})(5) + 1)
show(lambda: type())
show(lambda: type(1, 2))
show(lambda: type("X", (), {}, 4))
show(lambda: type(1, (), {}))
show(lambda: type("X", [], {}))
show(lambda: type("X", (), []))
show(lambda: type("X", (5,), {}))
show(lambda: type(F))
show(lambda: type(None))
show(lambda: type("a b", (), {}).__name__)
show(lambda: type("X", (), {"__doc__": "d"}).__doc__)
show(lambda: type("", (), {}).__name__)
show(lambda: type(name="x"))
show(lambda: type("X", (), {"__slots__": ("a",)})().__slots__)
show(lambda: type(1).mro())
show(lambda: type.mro(bool))
show(lambda: type([]) is list)
show(lambda: type("X\0", (), {}))
