# compile: results and refusals
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

show(lambda: compile("1", "f", "eval").co_filename)
show(lambda: compile("x = 1", "f", "exec").co_name)
show(lambda: compile("1", "f", "bad"))
show(lambda: compile("1 +", "f", "exec"))
show(lambda: compile(5, "f", "exec"))
show(lambda: compile("1", 5, "exec"))
show(lambda: compile("1"))
show(lambda: compile("a b", "f", "single"))
show(lambda: compile("return", "f", "exec"))
show(lambda: compile("def f(): nonlocal z", "f", "exec"))
show(lambda: compile("a\nb", "f", "eval"))
