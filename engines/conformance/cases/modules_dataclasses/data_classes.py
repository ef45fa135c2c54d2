from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, FrozenInstanceError
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@dataclass
class P:
    x: int
    y: int = 0
    def norm(self): return self.x ** 2 + self.y ** 2
print(P(1, 2), P(1), P(1) == P(1, 0), P(1) != P(2), P(y=3, x=1), P(1, 2).norm(), P(1) == (1, 0))
attempt(lambda: P()); attempt(lambda: P(1, 2, 3)); attempt(lambda: P(1, z=3)); attempt(lambda: P(1, x=2)); attempt(lambda: hash(P(1))); attempt(lambda: P(1) < P(2))
@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = field(default=0, compare=True)
    note: str = field(default='', compare=False, repr=False)
print(V(1, 2) < V(1, 3), sorted([V(2), V(1, 5)]), V(1, 1, 'a') == V(1, 1, 'b'), hash(V(1)) == hash(V(1)), {V(1): 2}[V(1)], max(V(1), V(3)))
def setit(): V(1).major = 2
attempt(setit)
def delit(): del V(1).major
attempt(delit)
@dataclass
class L:
    items: list = field(default_factory=list)
    n: int = field(init=False, default=5)
    total: int = field(init=False)
    def __post_init__(self): self.total = len(self.items) + self.n
a, b = L(), L([1]); a.items.append(9); print(a, b, asdict(b), astuple(b))
@dataclass
class Base:
    a: int
    b: str = 'b'
@dataclass
class Child(Base):
    c: float = 1.5
    b: str = 'over'
print(Child(1), Child(1, 'q', 2.0), [f.name for f in fields(Child)], is_dataclass(Child), is_dataclass(3), replace(Child(1), c=9.0))
@dataclass
class Nest:
    p: P
    ps: list
    d: dict
n = Nest(P(1), [P(2), P(3)], {'k': P(4)}); print(n, asdict(n), astuple(n))
def mut():
    @dataclass
    class M: x: list = []
attempt(mut)
def nondef():
    @dataclass
    class M:
        x: int = 1
        y: int
attempt(nondef)
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
print(K(a=1)); attempt(lambda: K(1)); attempt(lambda: K())
@dataclass(slots=True)
class S:
    a: int
    b: int = 3
print(S(1), S.__slots__); 
def extra(): S(1).zz = 3
attempt(extra)
@dataclass
class Node:
    v: int
    next: 'Node' = None
print(Node(1, Node(2)))
print(P.__match_args__, fields(P)[0].name, fields(P)[1].default, P.__annotations__)
@dataclass(repr=False, eq=False)
class R:
    a: int = 1
print(R() == R(), R().a)
@dataclass
class Own:
    a: int
    def __repr__(self): return 'own'
    def __eq__(self, o): return True
print(Own(1), Own(1) == Own(2))
@dataclass(unsafe_hash=True)
class U:
    a: int
print(hash(U(3)) == hash(U(3)))
