# max: results and refusals
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

show(lambda: max(1, 2))
show(lambda: max([3, 1]))
show(lambda: max("ab"))
show(lambda: max([]))
show(lambda: max([], default=5))
show(lambda: max(1, 2, default=3))
show(lambda: max(5))
show(lambda: max())
show(lambda: max(1, "a"))
show(lambda: max([1, "a"]))
show(lambda: max("a", "bb", key=len))
show(lambda: max([1], key=5))
show(lambda: max([1, -2], key=abs))
show(lambda: max([1], bad=2))
show(lambda: max(1, 1.0))
show(lambda: max(1.0, 1))
show(lambda: max([[1], [2]]))
show(lambda: max({3: 1, 2: 9}))
show(lambda: max(x for x in (1, 5)))
show(lambda: max([], default=None, key=len))
show(lambda: max(None, None))
show(lambda: max((1, 2), (1, 3)))
show(lambda: max(1, 2, key=None))
