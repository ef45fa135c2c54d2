from dataclasses import *
@dataclass
class A:
    x: int
    y: str = 'd'
    z: list = field(default_factory=list, repr=False, compare=False)
a = A(1); print(a, A(1) == A(1, z=[5]), a == (1, 'd'), A.__annotations__, [f.name for f in fields(a)], asdict(a), astuple(a), replace(a, x=9), a.__eq__(3), A.__hash__, is_dataclass(A), is_dataclass(5), A.__match_args__, A.y)
@dataclass(order=True, frozen=True)
class B:
    a: int
    b: float = 0.5
print(B(1) < B(2), sorted([B(3), B(1)]), hash(B(1)) == hash(B(1)), {B(1): 'k'}[B(1)])
for f in (lambda: setattr(B(1), 'a', 2), lambda: delattr(B(1), 'a'), lambda: A(), lambda: A(1, 2, 3, 4), lambda: A(q=1), lambda: hash(a), lambda: B(1) < 3, lambda: replace(a, q=1), lambda: fields(5), lambda: asdict(A)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@dataclass
class C(A):
    w: int = field(default=3, kw_only=True)
    def __post_init__(self): self.total = self.x + self.w
c = C(1, w=5); print(c, c.total)
@dataclass(repr=False, eq=False, slots=True)
class S: p: int = 0; q: int = field(init=False, default=7)
print(S(1).q, S.__slots__, S(1) == S(1), hasattr(S(1), '__dict__'))
@dataclass
class I:
    n: InitVar[int]
    m: int = field(init=False)
    def __post_init__(self, n): self.m = n * 2
print(I(4), [f.name for f in fields(I)])
for body in ({'__annotations__': {'a': int, 'b': int}, 'a': 1}, {'__annotations__': {'a': list}, 'a': []}):
    try: dataclass(type('X', (), body))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
P = make_dataclass('P', ['u', ('v', int), ('w', int, 5)]); print(P(1, 2))
@dataclass
class R: me: 'R' = None
r = R(); r.me = r; print(r)
@dataclass
class N: inner: A; items: dict
print(asdict(N(A(1), {'k': [A(2)]})))
@dataclass(unsafe_hash=True)
class H: a: int; b: int = field(hash=False, default=0)
print(hash(H(1, 2)) == hash(H(1, 3)), H(1, 2) == H(1, 3), KW_ONLY.__name__ if hasattr(KW_ONLY, '__name__') else 'KW')
@dataclass
class K: a: int; _: KW_ONLY; b: int = 2
print(K(1, b=3))
try: K(1, 2)
except TypeError as e: print(e)
