# ascii: results and refusals
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

show(lambda: ascii("\u00e9\u4e2d\U0001f600"))
show(lambda: ascii([1, "\u00e9"]))
show(lambda: ascii(None))
show(lambda: ascii("it's"))
show(lambda: ascii(b"\xff"))
show(lambda: ascii({"\u00e9": 1}))
show(lambda: ascii())
show(lambda: ascii("\n\x7f\x80"))
