# format: results and refusals
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

show(lambda: format(3.14159, ".2f"))
show(lambda: format(5))
show(lambda: format("a", ">3"))
show(lambda: format(None))
show(lambda: format(None, "5"))
show(lambda: format([], "d"))
show(lambda: format(5, 3))
show(lambda: format(True))
show(lambda: format(True, "d"))
show(lambda: format(255, "#x"))
show(lambda: format())
show(lambda: format(1, "s"))
show(lambda: format("a", "d"))
show(lambda: format(1.5, "d"))
show(lambda: format(10 ** 20, ","))
show(lambda: format(1, "c"))
show(lambda: format(object(), "x"))
show(lambda: format(I(), "")[:2])
show(lambda: format(3, "\u00e9>5"))
show(lambda: format(1 + 2j, ".1f"))
show(lambda: format(1 + 2j, ">12"))
show(lambda: format(1 + 2j, "d"))
