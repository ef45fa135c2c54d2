# next: results and refusals
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

show(lambda: next(iter([1])))
show(lambda: next(iter([])))
show(lambda: next(iter([]), 5))
show(lambda: next([1]))
show(lambda: next(5))
show(lambda: next())
show(lambda: next(iter([1]), 2, 3))
show(lambda: next((x for x in [7])))
show(lambda: next(type("N", (), {"__next__": lambda s: 9})()))
show(lambda: next(iter([]), None))
show(lambda: next(default=1))
