# map: results and refusals
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

show(lambda: list(map(str, [1, 2])))
show(lambda: list(map(pow, [2, 3], [3, 2, 9])))
show(lambda: list(map(lambda *a: a, "ab", "cd", "ef")))
show(lambda: map(str))
show(lambda: map())
show(lambda: map(str, 5))
show(lambda: list(map(None, [1])))
show(lambda: list(map(len, [1])))
show(lambda: list(map(int, "1x")))
show(lambda: next(map(int, []), "none"))
show(lambda: list(map(max, [1, 5], [3, 2])))
show(lambda: list(map(I, [])))
show(lambda: list(map(str, [], [1])))
