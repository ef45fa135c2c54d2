# dir: results and refusals
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

show(lambda: sorted(x for x in dir(T) if not x.startswith("__")))
show(lambda: "append" in dir([]))
show(lambda: dir(type("D", (), {"__dir__": lambda s: ["b", "a"]})()))
show(lambda: dir(1, 2))
show(lambda: "T" in dir())
show(lambda: "n" in dir(T(1)))
show(lambda: dir(type("D", (), {"__dir__": lambda s: 5})()))
show(lambda: [x for x in dir(type("E", (T,), {"z": 1})) if x == "z"])
