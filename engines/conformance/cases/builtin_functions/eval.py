# eval: results and refusals
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

show(lambda: eval("1 + 2"))
show(lambda: eval("x", {"x": 5}))
show(lambda: eval("x", {}, {"x": 6}))
show(lambda: eval("1 +"))
show(lambda: eval("x = 1"))
show(lambda: eval(5))
show(lambda: eval("  7"))
show(lambda: eval("[y for y in range(3)]"))
show(lambda: eval("undefined_thing"))
show(lambda: eval("__import__('math').pi"))
show(lambda: eval(compile("3", "f", "eval")))
show(lambda: eval(b"4"))
show(lambda: eval("1", 5))
show(lambda: eval("(1,\n2)"))
show(lambda: eval("lambda: 5")())
show(lambda: eval("1;2"))
