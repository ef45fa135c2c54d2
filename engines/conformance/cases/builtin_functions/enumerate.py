# enumerate: results and refusals
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

show(lambda: list(enumerate("ab")))
show(lambda: list(enumerate("ab", 5)))
show(lambda: list(enumerate("ab", start=-1)))
show(lambda: next(enumerate([9])))
show(lambda: enumerate(5))
show(lambda: enumerate())
show(lambda: enumerate("a", "b"))
show(lambda: enumerate("a", 1.5))
show(lambda: enumerate("a", 1, 2))
show(lambda: list(enumerate("ab", 2 ** 63 - 1)))
show(lambda: list(enumerate(iterable="a")))
show(lambda: type(enumerate("")).__name__)
show(lambda: list(enumerate("a", I())))
show(lambda: enumerate("a", bad=1))
