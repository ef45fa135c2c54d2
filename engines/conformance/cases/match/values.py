class C: A = 1; B = "b"
def h(v):
    match v:
        case C.A: return "A"
        case C.B: return "B"
        case {C.B: z}: return z
    return None
print(h(1), h("b"), h({"b": 5}), h(9))
