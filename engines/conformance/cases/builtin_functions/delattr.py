# delattr: results and refusals
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

show(lambda: delattr(T(1), "n"))
show(lambda: delattr(T(1), "zz"))
show(lambda: delattr(3, "real"))
show(lambda: delattr(T, "zz"))
show(lambda: delattr(T(1), 5))
show(lambda: delattr(int, "real"))
show(lambda: delattr(T(1)))
