# complex: results and refusals
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

show(lambda: complex())
show(lambda: complex(1))
show(lambda: complex(1, 2))
show(lambda: complex("1+2j"))
show(lambda: complex(" -3j "))
show(lambda: complex("1e5-2.5e-3j"))
show(lambda: complex("j"))
show(lambda: complex("1 + 2j"))
show(lambda: complex(""))
show(lambda: complex("a"))
show(lambda: complex("1", 2))
show(lambda: complex(1, "2"))
show(lambda: complex(1j, 1j))
show(lambda: complex(True))
show(lambda: complex(None))
show(lambda: complex([]))
show(lambda: complex(real=2, imag=3))
show(lambda: complex("nan+infj"))
show(lambda: complex("(1+2j)"))
show(lambda: complex(2 ** 1100))
show(lambda: complex(I()))
show(lambda: complex(1.5).imag)
show(lambda: complex("--1j"))
show(lambda: complex(b"1"))
