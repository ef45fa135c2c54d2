# all: results and refusals
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

show(lambda: all([]))
show(lambda: all([1, 0]))
show(lambda: all(x for x in (1, 2)))
show(lambda: all(""))
show(lambda: all({0: 1}))
show(lambda: all(5))
show(lambda: all())
show(lambda: all([], []))
show(lambda: all([1, 1 / 1]))
show(lambda: all(T(3)))
