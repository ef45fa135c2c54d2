# oct: results and refusals
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

show(lambda: oct(0))
show(lambda: oct(10))
show(lambda: oct(-10))
show(lambda: oct(2 ** 70))
show(lambda: oct(True))
show(lambda: oct(I()))
show(lambda: oct(1.0))
show(lambda: oct("a"))
show(lambda: oct())
show(lambda: oct(1, 2))
show(lambda: oct(None))
show(lambda: oct(-2 ** 63))
show(lambda: oct(-1))
