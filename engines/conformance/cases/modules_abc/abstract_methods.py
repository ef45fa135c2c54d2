# what cannot be instantiated, and the words
from abc import *
class A(ABC):
    @abstractmethod
    def f(self): return "A.f"
    @property
    @abstractmethod
    def p(self): ...
class B(A):
    def f(self): return super().f() + "B"
class C(B):
    p = 5
class S(ABC):
    @classmethod
    def __subclasshook__(cls, sub): return hasattr(sub, "special") or NotImplemented
class Dual: special = 1

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: A())
show(lambda: B())
show(lambda: C().f())
show(lambda: C().p)
show(lambda: sorted(A.__abstractmethods__))
show(lambda: isinstance(Dual(), S))
show(lambda: issubclass(int, S))
show(lambda: S.register(int))
show(lambda: issubclass(int, S))
show(lambda: isinstance(5, S))
show(lambda: S.register(5))
show(lambda: type(A).__name__)
show(lambda: issubclass(C, A))
show(lambda: type("X", (A,), {"f": 1, "p": 2})().p)
show(lambda: get_cache_token() >= 0)
show(lambda: A.f(5))
