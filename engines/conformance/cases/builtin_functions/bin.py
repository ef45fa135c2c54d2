# bin: results and refusals
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

show(lambda: bin(0))
show(lambda: bin(10))
show(lambda: bin(-10))
show(lambda: bin(2 ** 70))
show(lambda: bin(True))
show(lambda: bin(I()))
show(lambda: bin(1.0))
show(lambda: bin("a"))
show(lambda: bin())
show(lambda: bin(1, 2))
show(lambda: bin(None))
show(lambda: bin(-2 ** 63))
show(lambda: bin(-1))
