# filter: results and refusals
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

show(lambda: list(filter(None, [0, 1, "", "a"])))
show(lambda: list(filter(lambda x: x > 1, [1, 2, 3])))
show(lambda: list(filter(str.isalpha, "a1b")))
show(lambda: filter(None, 5))
show(lambda: filter(None))
show(lambda: filter())
show(lambda: list(filter(5, [1])))
show(lambda: next(filter(bool, [0, 3])))
show(lambda: filter(None, [], []))
show(lambda: list(filter(lambda: 1, [1])))
show(lambda: list(filter(T, [0, 2])))
show(lambda: list(filter(bool, {0: 1, 2: 3})))
