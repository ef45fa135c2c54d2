# range: results and refusals
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

show(lambda: range(3))
show(lambda: range(1, 5, 2))
show(lambda: list(range(5, 0, -2)))
show(lambda: range(0))
show(lambda: len(range(2 ** 40)))
show(lambda: range(1.5))
show(lambda: range("a"))
show(lambda: range())
show(lambda: range(1, 2, 0))
show(lambda: range(1, 2, 3, 4))
show(lambda: range(3) == range(0, 3, 1))
show(lambda: range(0) == range(5, 1))
show(lambda: hash(range(3)) == hash(range(0, 3)))
show(lambda: range(10)[2:8:3])
show(lambda: range(10)[-1])
show(lambda: range(10)[10])
show(lambda: range(10)["a"])
show(lambda: 5 in range(10))
show(lambda: 5.0 in range(10))
show(lambda: "a" in range(10))
show(lambda: range(0, 10, 3).index(6))
show(lambda: range(10).index(99))
show(lambda: range(0, 10, 3).count(3))
show(lambda: range(5).start)
show(lambda: range(1, 9, 2)[::-1])
show(lambda: list(reversed(range(0, 7, 3))))
show(lambda: range(I()))
show(lambda: range(2 ** 70)[-1] == 2 ** 70 - 1)
show(lambda: list(range(2 ** 63 - 1, 2 ** 63 + 2)))
show(lambda: range(3) < range(4))
show(lambda: range(3) + range(2))
show(lambda: setattr(range(3), "start", 1))
show(lambda: range(stop=3))
show(lambda: bool(range(0)))
show(lambda: list(range(-3, 3, 2)))
show(lambda: range(2 ** 65)[2 ** 64] == 2 ** 64)
show(lambda: -1 in range(2 ** 65))
