# slice: results and refusals
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

show(lambda: slice(3))
show(lambda: slice(1, 2))
show(lambda: slice(1, 2, 3))
show(lambda: slice())
show(lambda: slice(1, 2, 3, 4))
show(lambda: slice(None).indices(5))
show(lambda: slice(-3, None).indices(5))
show(lambda: slice(None, None, -1).indices(5))
show(lambda: slice(10, -10, -2).indices(5))
show(lambda: slice(1, 2).indices(-1))
show(lambda: slice("a").indices(3))
show(lambda: slice(1, 2) == slice(1, 2))
show(lambda: slice(1) < slice(2))
show(lambda: slice(1, 2).start)
show(lambda: setattr(slice(1), "stop", 5))
show(lambda: slice(None, None, 0).indices(3))
show(lambda: slice(2 ** 70).indices(5))
show(lambda: slice(I()).indices(9))
show(lambda: [1, 2, 3, 4][slice(1, 3)])
show(lambda: hash(slice(1)))
