# callable: results and refusals
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

show(lambda: callable(len))
show(lambda: callable(3))
show(lambda: callable(int))
show(lambda: callable(lambda: 0))
show(lambda: callable([].append))
show(lambda: callable(type("C", (), {"__call__": None})()))
show(lambda: callable(type("C", (), {"__call__": len})()))
show(lambda: callable())
show(lambda: callable(classmethod(len)))
show(lambda: callable(staticmethod(len)))
show(lambda: callable(property()))
