# bool: results and refusals
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

show(lambda: bool())
show(lambda: bool(0.0))
show(lambda: bool("0"))
show(lambda: bool([]))
show(lambda: bool(None))
show(lambda: bool(T(0)))
show(lambda: bool(T(2)))
show(lambda: bool(T(-1)))
show(lambda: bool(1, 2))
show(lambda: bool(x=1))
show(lambda: bool(float("nan")))
show(lambda: bool(0j))
show(lambda: bool(range(0)))
show(lambda: bool(type("B", (), {"__bool__": lambda s: 1})()))
show(lambda: bool(...))
