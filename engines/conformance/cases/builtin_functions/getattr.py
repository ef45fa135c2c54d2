# getattr: results and refusals
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

show(lambda: getattr(3, "real"))
show(lambda: getattr(3, "zz"))
show(lambda: getattr(3, "zz", None))
show(lambda: getattr(3, 5))
show(lambda: getattr(3))
show(lambda: getattr([], "append").__name__)
show(lambda: getattr(int, "__name__"))
show(lambda: getattr(3, ""))
show(lambda: getattr(3, "a b", 7))
show(lambda: getattr(3, "zz", 1, 2))
show(lambda: getattr(None, "x"))
show(lambda: getattr(T(1), "n"))
show(lambda: getattr(T, "n"))
show(lambda: getattr(type, "mro").__name__)
show(lambda: getattr("a", "\u00e9"))
