# abs: results and refusals
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

show(lambda: abs(-3))
show(lambda: abs(-2.5))
show(lambda: abs(True))
show(lambda: abs(-2 ** 63))
show(lambda: abs(3 + 4j))
show(lambda: abs(float("-inf")))
show(lambda: abs("a"))
show(lambda: abs(None))
show(lambda: abs())
show(lambda: abs(1, 2))
show(lambda: abs(-0.0))
show(lambda: abs(I()))
