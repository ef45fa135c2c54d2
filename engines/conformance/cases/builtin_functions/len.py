# len: results and refusals
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

show(lambda: len([1]))
show(lambda: len("\U0001f600a"))
show(lambda: len({}))
show(lambda: len(range(10)))
show(lambda: len(range(0, 10, 3)))
show(lambda: len(5))
show(lambda: len(None))
show(lambda: len())
show(lambda: len(T(3)))
show(lambda: len(T(-1)))
show(lambda: len(T("a")))
show(lambda: len(T(2.0)))
show(lambda: len(T(2 ** 63)))
show(lambda: len(iter([])))
show(lambda: len(int))
show(lambda: len(b"ab"))
show(lambda: len(range(2 ** 70)))
show(lambda: len((x for x in [])))
