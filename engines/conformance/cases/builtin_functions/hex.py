# hex: results and refusals
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

show(lambda: hex(0))
show(lambda: hex(10))
show(lambda: hex(-10))
show(lambda: hex(2 ** 70))
show(lambda: hex(True))
show(lambda: hex(I()))
show(lambda: hex(1.0))
show(lambda: hex("a"))
show(lambda: hex())
show(lambda: hex(1, 2))
show(lambda: hex(None))
show(lambda: hex(-2 ** 63))
show(lambda: hex(-1))
