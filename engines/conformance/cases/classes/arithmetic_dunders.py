class Num:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        if isinstance(other, Num):
            return Num(self.v + other.v)
        if isinstance(other, int):
            return Num(self.v + other)
        return NotImplemented

    def __radd__(self, other):
        print("radd", other)
        return Num(other + self.v)

    def __iadd__(self, other):
        print("iadd")
        self.v += other.v if isinstance(other, Num) else other
        return self

    def __sub__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return Num(self.v * other)

    __rmul__ = __mul__

    def __neg__(self):
        return Num(-self.v)

    def __abs__(self):
        return Num(abs(self.v))

    def __invert__(self):
        return "inverted"

    def __floordiv__(self, other):
        return "floordiv"

    def __mod__(self, other):
        return "mod"

    def __pow__(self, other):
        return "pow"

    def __lshift__(self, other):
        return "lshift"

    def __or__(self, other):
        return "or"

    def __divmod__(self, other):
        return "divmod"

    def __repr__(self):
        return f"Num({self.v})"


a, b = Num(1), Num(2)
print(a + b, a + 5, 5 + a, a * 3, 3 * a, -a, abs(-a), ~a, a // 1, a % 1, a ** 2, a << 1, a | 1, divmod(a, 2), sum([a, b]))
c = a
c += b
c += 10
c *= 2
print(a, c, c is a)
for call in (lambda: a - b, lambda: a - 1, lambda: 1 - a, lambda: a / 2, lambda: a & 1, lambda: a + "x", lambda: +a, lambda: a @ b, lambda: [] / a):
    try:
        print(call())
    except TypeError as error:
        print(error)
try:
    c -= 1
except TypeError as error:
    print(error)
