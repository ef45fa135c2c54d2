# hasattr: results and refusals
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

show(lambda: hasattr(3, "real"))
show(lambda: hasattr(3, "zz"))
show(lambda: hasattr(3, 5))
show(lambda: hasattr(T(1), "n"))
show(lambda: hasattr(T, "__len__"))
show(lambda: hasattr(None, "__class__"))
show(lambda: hasattr())
show(lambda: hasattr(3))
show(lambda: hasattr(type("P", (), {"p": property(lambda s: 1 / 0)})(), "p"))
show(lambda: hasattr(type("P", (), {"p": property(lambda s: s.q)})(), "p"))
