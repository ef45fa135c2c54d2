# issubclass: results and refusals
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

show(lambda: issubclass(bool, int))
show(lambda: issubclass(int, (str, object)))
show(lambda: issubclass(int, int | str))
show(lambda: issubclass(1, int))
show(lambda: issubclass(int, 5))
show(lambda: issubclass(int, ()))
show(lambda: issubclass(I, object))
show(lambda: issubclass(int, "x"))
show(lambda: issubclass(type, object))
show(lambda: issubclass(object, type))
show(lambda: issubclass(KeyError, LookupError))
show(lambda: issubclass(int))
