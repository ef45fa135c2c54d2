from typing import *
import typing
print(List[int], Dict[str, int], Optional[int], Union[int, str], Union[int, None], Callable[[int], str], Callable[..., Any], Tuple[int, ...], List, Any, Type[int], Iterable[str], Union[int, int], Literal['a', 1], ClassVar[int], Final[int])
T = TypeVar('T'); print(T, List[T], Dict[str, T][int])
class Stack(Generic[T]):
    def __init__(self): self.items = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(3); print(s.pop(), Stack[int], Stack.__mro__)
class P(NamedTuple):
    x: int
    y: str = 'd'
    def hi(self): return f'hi {self.x}'
print(P(1), P(1, 'q').hi(), P._fields, P(1) == (1, 'd'), P.__annotations__)
@runtime_checkable
class Quack(Protocol):
    def quack(self) -> str: ...
class D:
    def quack(self): return 'q'
print(isinstance(D(), Quack), isinstance(3, Quack), cast(int, 'x'), TYPE_CHECKING)
class TD(TypedDict):
    a: int
    b: str
t: TD = {'a': 1, 'b': 'x'}; print(t, TD(a=1, b='q'), TD.__annotations__)
UserId = NewType('UserId', int); print(UserId(5), get_origin(List[int]), get_args(Dict[str, int]))
def f(a: 'int', b: Optional[str] = None) -> List[int]: ...
print(f.__annotations__, isinstance([], typing.List) if False else '')
@overload
def g(a: int) -> int: ...
def g(a): return a
print(g(1)); E = TypeVar('E', bound=int)
class Pair(Generic[T, E]): pass
print(Pair[int, str], Pair.__parameters__)
