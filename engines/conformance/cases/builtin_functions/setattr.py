# setattr: results and refusals
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

show(lambda: setattr(T(1), "x", 2))
show(lambda: setattr(3, "x", 1))
show(lambda: setattr(T(1), 5, 1))
show(lambda: setattr(T(1), "x"))
show(lambda: setattr(int, "x", 1))
show(lambda: setattr(T(1), "a b", 1))
show(lambda: setattr(None, "x", 1))
show(lambda: setattr(len, "x", 1))
show(lambda: setattr(lambda: 0, "x", 1))
