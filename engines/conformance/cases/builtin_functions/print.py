# print: results and refusals
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

show(lambda: print())
show(lambda: print(1, "a", sep="-"))
show(lambda: print("x", end="!\n"))
show(lambda: print(1, sep=5))
show(lambda: print(1, end=b"x"))
show(lambda: print(1, bad=2))
show(lambda: print(1, sep=None, end=None))
show(lambda: print(*[1, 2], sep=""))
show(lambda: print("a", flush=True))
show(lambda: print(1, file=5))
show(lambda: print([1], {"a": 1.0}, None))
show(lambda: print("\u00e9\u4e2d"))
