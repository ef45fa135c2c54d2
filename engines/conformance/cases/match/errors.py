class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def e(fn):
    try: fn()
    except Exception as ex: print(type(ex).__name__, ex)
def t1():
    match 1:
        case int(1, 2): pass
def t2():
    match P(1, 2):
        case P(1, 2, 3): pass
def t3():
    match P(1, 2):
        case P(1, x=2): pass
def t4():
    k = 3
    match 1:
        case k.__class__(): print("intclass")
    x = 5
    match {"a": 1, "b": 2}:
        case {"a": x, "c": y}: print("no")
    print(x)
def t5():
    class Q: __match_args__ = ["x"]
    match Q():
        case Q(1): pass
def t6():
    class Z:
        k1 = "a"; k2 = "a"
    match {"a": 1}:
        case {Z.k1: 1, Z.k2: 2}: pass
for fn in (t1, t2, t3, t4, t5, t6): e(fn)
