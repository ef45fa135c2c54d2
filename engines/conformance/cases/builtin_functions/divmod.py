# divmod: results and refusals
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

show(lambda: divmod(7, 2))
show(lambda: divmod(-7, 2))
show(lambda: divmod(7, -2))
show(lambda: divmod(7.5, 2))
show(lambda: divmod(-7.5, 2))
show(lambda: divmod(2 ** 70, 3))
show(lambda: divmod(1, 0))
show(lambda: divmod(1.0, 0))
show(lambda: divmod(True, True))
show(lambda: divmod("a", 1))
show(lambda: divmod(1j, 1))
show(lambda: divmod(1))
show(lambda: divmod(float("inf"), 2))
show(lambda: divmod(5, float("inf")))
show(lambda: divmod(-5, float("inf")))
show(lambda: divmod(0, -3))
show(lambda: divmod(0.0, -3))
