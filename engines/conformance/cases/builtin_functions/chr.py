# chr: results and refusals
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

show(lambda: chr(65))
show(lambda: chr(0x10ffff))
show(lambda: chr(0xd800))
show(lambda: chr(-1))
show(lambda: chr(0x110000))
show(lambda: chr(2 ** 70))
show(lambda: chr(1.0))
show(lambda: chr("a"))
show(lambda: chr(True))
show(lambda: chr(I()))
show(lambda: chr())
show(lambda: chr(0))
