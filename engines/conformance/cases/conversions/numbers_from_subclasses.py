# int, float and str of classes that derive from them
class N(int):
    def __repr__(self): return "N!"
class F(float):
    def __add__(self, o): return "added"
class S(str):
    def upper(self): return "UP"
    def __len__(self): return 99
class B(bytes): pass
class L(list):
    def __len__(self): return 7
import math

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: (N(5)))
show(lambda: (int(N(5))))
show(lambda: (N(5) + 1))
show(lambda: (type(N(5) + N(6)).__name__))
show(lambda: (str(N(5))))
show(lambda: (f"{N(5)}"))
show(lambda: (f"{N(5):03}"))
show(lambda: ([N(5)]))
show(lambda: (N("12")))
show(lambda: (-N(5)))
show(lambda: (N(5) == 5))
show(lambda: ({N(5): 1}[5]))
show(lambda: (range(N(3))))
show(lambda: ([1, 2][N(1)]))
show(lambda: (F(1.5)))
show(lambda: (F(1.5) + 1))
show(lambda: (1 + F(1.5)))
show(lambda: (math.sqrt(F(4.0))))
show(lambda: (round(F(2.5))))
show(lambda: (float(F(2))))
show(lambda: (F("1e3")))
show(lambda: (F.fromhex("0x1p3")))
show(lambda: (S("a").upper()))
show(lambda: (S("ab") + "c"))
show(lambda: (len(S("ab"))))
show(lambda: ("".join([S("a"), S("b")])))
show(lambda: (type(S("a") * 2).__name__))
show(lambda: (S("a") == "a"))
show(lambda: ({"a": 1}[S("a")]))
show(lambda: (int(S("7"))))
show(lambda: ("%s" % S("q")))
show(lambda: (B(b"ab")[0]))
show(lambda: (B(b"ab") + b"c"))
show(lambda: (len(L([1]))))
show(lambda: (bool(L())))
show(lambda: (list(L([1, 2]))))
show(lambda: (L([1]) + [2]))
show(lambda: (sorted(L([2, 1]))))
show(lambda: (isinstance(True, N)))
show(lambda: (N.from_bytes(b"\x01", "big")))
show(lambda: (math.floor(F(2.7)), math.isnan(F("nan"))))
show(lambda: (divmod(N(7), N(2))))
show(lambda: (N(2) ** N(3)))
show(lambda: (hash(N(5)) == hash(5)))
show(lambda: (bin(N(5))))
show(lambda: (int.__repr__(N(5))))
show(lambda: (N(2 ** 70) + 0))
show(lambda: (complex(F(1.5), N(2))))
show(lambda: (sum([N(1), N(2)])))
show(lambda: (max(N(1), N(3))))
