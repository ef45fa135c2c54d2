# pow: results and refusals
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

show(lambda: pow(2, 3))
show(lambda: pow(2, -1))
show(lambda: pow(2, 3, 5))
show(lambda: pow(2, -1, 5))
show(lambda: pow(2, -1, 4))
show(lambda: pow(2, 3, 0))
show(lambda: pow(2, 3, -5))
show(lambda: pow(2.0, 3, 5))
show(lambda: pow(0, 0))
show(lambda: pow(0.0, 0))
show(lambda: pow(-8, 1 / 3))
show(lambda: pow(2, 0.5))
show(lambda: pow("a", 2))
show(lambda: pow(2))
show(lambda: pow(2, 3, None))
show(lambda: pow(base=2, exp=5))
show(lambda: pow(2, exp=3, mod=7))
show(lambda: pow(0, -1))
show(lambda: pow(1j, 2))
show(lambda: pow(1j, 2, 3))
show(lambda: pow(True, True))
show(lambda: pow(10, 400, 7))
show(lambda: pow(-1, 10 ** 20))
show(lambda: pow(2, 10 ** 3) % 10 ** 9)
