# zip: results and refusals
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

show(lambda: list(zip("ab", [1, 2, 3])))
show(lambda: list(zip()))
show(lambda: list(zip("a")))
show(lambda: list(zip("ab", "c", strict=True)))
show(lambda: list(zip("a", "bc", strict=True)))
show(lambda: list(zip("a", "b", "", strict=True)))
show(lambda: list(zip("ab", "cd", "e", strict=True)))
show(lambda: zip(5))
show(lambda: zip("a", 5))
show(lambda: zip("a", bad=1))
show(lambda: list(zip(range(3), "ab", iter([7, 8, 9]))))
show(lambda: next(zip([1], [2])))
show(lambda: dict(zip("ab", [1, 2])))
show(lambda: list(zip(*[(1, 2), (3, 4)])))
show(lambda: type(zip()).__name__)
