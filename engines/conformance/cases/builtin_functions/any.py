# any: results and refusals
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

show(lambda: any([]))
show(lambda: any([0, 2]))
show(lambda: any(x > 2 for x in range(5)))
show(lambda: any("0"))
show(lambda: any({0: 1}))
show(lambda: any(None))
show(lambda: any())
show(lambda: any([0, "", None]))
