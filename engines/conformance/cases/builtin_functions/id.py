# id: results and refusals
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

show(lambda: id(None) == id(None))
show(lambda: id(1, 2))
show(lambda: id())
show(lambda: isinstance(id([]), int))
show(lambda: id(T) == id(T))
