# sorted: results and refusals
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

show(lambda: sorted([3, 1, 2]))
show(lambda: sorted("bca"))
show(lambda: sorted({2: 1, 1: 2}))
show(lambda: sorted([3, 1], reverse=True))
show(lambda: sorted(["b", "A"], key=str.lower))
show(lambda: sorted([1, "a"]))
show(lambda: sorted(["a", 1]))
show(lambda: sorted(5))
show(lambda: sorted())
show(lambda: sorted([1], 2))
show(lambda: sorted([1], key=5))
show(lambda: sorted([2, 1], key=None))
show(lambda: sorted([], reverse="x"))
show(lambda: sorted([1, 2], reverse=1))
show(lambda: sorted([True, 0, 1.5]))
show(lambda: sorted([(1, "b"), (1, "a")]))
show(lambda: sorted([[2], [1, 9]]))
show(lambda: sorted([1j, 2j]))
show(lambda: sorted([None, None]))
show(lambda: sorted(iter([2, 1])))
show(lambda: sorted(iterable=[1]))
show(lambda: sorted([1], cmp=1))
show(lambda: sorted([{}, {}]))
