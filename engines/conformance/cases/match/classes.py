class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def g(p):
    match p:
        case P(0, 0): return "origin"
        case P(x=0, y=yy): return f"on y {yy}"
        case P(xx, 0): return f"on x {xx}"
        case P(P(a, b), c): return (a, b, c)
        case P(a, b) if a > b: return "gt"
        case P(): return "P"
for p in [P(0, 0), P(0, 1), P(2, 0), P(P(1, 2), 3), P(5, 4), P(4, 5), 3]:
    print(g(p))
