# isinstance: results and refusals
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

show(lambda: isinstance(1, int))
show(lambda: isinstance(True, int))
show(lambda: isinstance(1, (str, int)))
show(lambda: isinstance(1, (str, (float, int))))
show(lambda: isinstance(1, ()))
show(lambda: isinstance(1, int | str))
show(lambda: isinstance(None, int | None))
show(lambda: isinstance(1, 5))
show(lambda: isinstance(1, "int"))
show(lambda: isinstance(1, [int]))
show(lambda: isinstance(1, (int, 5)))
show(lambda: isinstance("a", (int, 5)))
show(lambda: isinstance(1))
show(lambda: isinstance(int, type))
show(lambda: isinstance(1, list[int]))
show(lambda: isinstance(I(), I))
show(lambda: isinstance(1, object))
show(lambda: isinstance(T, T))
show(lambda: isinstance(None, type(None)))
show(lambda: isinstance([], list | 5))
