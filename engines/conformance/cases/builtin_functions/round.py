# round: results and refusals
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

show(lambda: round(2.5))
show(lambda: round(3.5))
show(lambda: round(-2.5))
show(lambda: round(2.675, 2))
show(lambda: round(1234, -2))
show(lambda: round(1250, -2))
show(lambda: round(1.5, None))
show(lambda: round(1.5, 0))
show(lambda: round("a"))
show(lambda: round(1.5, "a"))
show(lambda: round(float("nan")))
show(lambda: round(float("inf")))
show(lambda: round(float("inf"), 2))
show(lambda: round(True))
show(lambda: round(10 ** 30, -29))
show(lambda: round(0.5))
show(lambda: round(-0.4))
show(lambda: round(1e308, -308))
show(lambda: round(1j))
show(lambda: round(5, 3))
show(lambda: round(number=2.567, ndigits=1))
show(lambda: round(I()))
show(lambda: round(5.5e-5, 5))
show(lambda: round(2 ** 53 + 0.0, -3))
