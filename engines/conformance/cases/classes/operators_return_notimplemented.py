import operator as o
class N:
    def __init__(self, tag): self.tag = tag
    def __add__(self, other): print(self.tag, 'add'); return NotImplemented
    def __radd__(self, other): print(self.tag, 'radd'); return NotImplemented
    def __iadd__(self, other): print(self.tag, 'iadd'); return NotImplemented
    def __lt__(self, other): print(self.tag, 'lt'); return NotImplemented
    def __gt__(self, other): print(self.tag, 'gt'); return NotImplemented
    def __eq__(self, other): print(self.tag, 'eq'); return NotImplemented
    def __matmul__(self, other): return 'mm'
class S(N):
    def __radd__(self, other): print(self.tag, 'S.radd'); return 'from S'
def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print('TypeError', e)
a, b, s = N('a'), N('b'), S('s')
attempt(lambda: a + b)
attempt(lambda: a + 1)
attempt(lambda: 1 + a)
attempt(lambda: a + s)
attempt(lambda: s + a)
attempt(lambda: a < b)
attempt(lambda: a > 3)
attempt(lambda: a < s)
attempt(lambda: a == b)
attempt(lambda: a == a)
attempt(lambda: a != b)
attempt(lambda: a @ b)
attempt(lambda: 3 @ a)
attempt(lambda: o.iadd(a, b))
def aug():
    x = a
    x += 2
attempt(aug)
for sym, f in (('-', o.sub), ('*', o.mul), ('/', o.truediv), ('//', o.floordiv), ('%', o.mod), ('**', pow), ('<<', o.lshift), ('>>', o.rshift), ('&', o.and_), ('|', o.or_), ('^', o.xor)):
    attempt(lambda: f(a, 1))
    attempt(lambda: f([], a))
attempt(lambda: pow(a, 2, 3))
attempt(lambda: pow(2, a, 3))
attempt(lambda: divmod(a, 3))
attempt(lambda: -a)
attempt(lambda: ~a)
attempt(lambda: abs(a))
attempt(lambda: round(a))
