# vars: results and refusals
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

show(lambda: sorted(vars(T(1))))
show(lambda: vars(5))
show(lambda: vars([]))
show(lambda: "T" in vars())
show(lambda: vars(T)["__module__"])
show(lambda: vars(1, 2))
show(lambda: vars(None))
