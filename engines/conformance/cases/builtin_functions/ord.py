# ord: results and refusals
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

show(lambda: ord("a"))
show(lambda: ord("\U0001f600"))
show(lambda: ord(b"a"))
show(lambda: ord("ab"))
show(lambda: ord(""))
show(lambda: ord(5))
show(lambda: ord(bytearray(b"z")))
show(lambda: ord(b"ab"))
show(lambda: ord())
show(lambda: ord(None))
show(lambda: ord("\x00"))
