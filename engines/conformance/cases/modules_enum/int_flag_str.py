from enum import IntEnum, Flag, IntFlag, StrEnum, auto, Enum
class I(IntEnum): A = 1; B = 2
print(I.A, repr(I.A), I.A + 1, I.A < I.B, I.A == 1, sorted([I.B, I.A]), f'{I.A}', f'{I.A:>3}', '%d' % I.A, [10, 20, 30][I.B], I(2), int(I.B), type(I.A + I.B).__name__, max(I))
class P(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
print(P.R | P.X, repr(P.R | P.X), P.RW, P.R in P.RW, P.X in P.RW, P.R & P.W, bool(P.R & P.W), ~P.R, P.R ^ P.RW, P(3), P(0), list(P), list(P.RW), P.RW.value, len(P.RW))
class Q(IntFlag): A = 1; B = 4
print(Q.A | Q.B, repr(Q.A | Q.B), Q.A | 2, Q(5), Q.A + 1, Q.B == 4, ~Q.A, Q(8), repr(Q(9)), Q.A in Q(5))
class S(StrEnum): ONE = auto(); TWO = 'zwei'
print(S.ONE, repr(S.ONE), S.TWO.upper(), S.ONE == 'one', f'{S.TWO:>6}', S('zwei'), S.ONE + 'x', sorted(S))
for f in (lambda: P.R | 1, lambda: I(9), lambda: S('x'), lambda: P.R < P.W):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Meta(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return name.lower() + str(count)
    AA = auto(); BB = auto()
    @classmethod
    def _missing_(cls, v): return cls.AA if v == 'fallback' else None
print(list(Meta), Meta('fallback'))
try: Meta('none')
except ValueError as e: print(e)
class WithMethods(str, Enum):
    X = 'x'; Y = 'y'
    def __str__(self): return 'W' + self.value
print(WithMethods.X, repr(WithMethods.X), f'{WithMethods.X}', WithMethods.X == 'x', WithMethods('y'), 'x' in [WithMethods.X])
