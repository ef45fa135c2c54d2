# min: results and refusals
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

show(lambda: min(1, 2))
show(lambda: min([3, 1]))
show(lambda: min("ba"))
show(lambda: min([]))
show(lambda: min([], default=5))
show(lambda: min(5))
show(lambda: min())
show(lambda: min("a", 1))
show(lambda: min([1, None]))
show(lambda: min("aa", "b", key=len))
show(lambda: min(0.0, -0.0))
show(lambda: min(-0.0, 0))
show(lambda: min({3: 1, 2: 9}))
show(lambda: min(1, 2, default=3))
show(lambda: min([[2], [1, 5]]))
show(lambda: min(set()))
show(lambda: min(1, 2, key=lambda v: -v))
