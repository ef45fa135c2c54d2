# repr: results and refusals
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

show(lambda: repr("a'b"))
show(lambda: repr(1.0))
show(lambda: repr([1, "a", None]))
show(lambda: repr({1: [2]}))
show(lambda: repr((1,)))
show(lambda: repr({1}))
show(lambda: repr(set()))
show(lambda: repr(frozenset()))
show(lambda: repr(b"a\n"))
show(lambda: repr(...))
show(lambda: repr(NotImplemented))
show(lambda: repr(int))
show(lambda: repr(type))
show(lambda: repr(len))
show(lambda: repr(range(3)))
show(lambda: repr(slice(1, None)))
show(lambda: repr(1e100))
show(lambda: repr(-0.0))
show(lambda: repr(1j))
show(lambda: repr(-1j))
show(lambda: repr(complex(-0.0, -0.0)))
show(lambda: repr())
show(lambda: repr(ValueError(1, "a")))
show(lambda: repr(KeyError()))
show(lambda: repr(True))
show(lambda: repr(bytearray(b"x")))
show(lambda: repr(memoryview(b"x"))[:8])
show(lambda: repr(type("R", (), {"__repr__": lambda s: 5})()))
show(lambda: repr({}.keys()))
show(lambda: repr(dict(a=1).items()))
show(lambda: repr(iter))
show(lambda: repr(str.upper))
show(lambda: repr("".join)[:30])
show(lambda: repr(dict.fromkeys)[:40])
show(lambda: repr(list[int]))
show(lambda: repr(int | None))
show(lambda: repr(type(None)))
show(lambda: repr(KeyError))
show(lambda: repr(print))
show(lambda: repr(object.__init__))
show(lambda: repr(int.__add__))
show(lambda: repr(property))
show(lambda: repr(__builtins__)[:19])
