# typing names that are only looked at
from typing import *
T = TypeVar("T")
class N(NamedTuple):
    a: int
    b: str = "x"
class G(Generic[T]):
    pass
class D(TypedDict):
    k: int
@runtime_checkable
class P(Protocol):
    def go(self): ...
class Go:
    def go(self): pass

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: N(1))
show(lambda: N(1)._asdict())
show(lambda: N())
show(lambda: List[int])
show(lambda: Dict[str, List[int]])
show(lambda: Optional[int])
show(lambda: Union[int, str])
show(lambda: Union[int, int])
show(lambda: Union[int, None, str])
show(lambda: Callable[[int], str])
show(lambda: Any)
show(lambda: Tuple[int, ...])
show(lambda: G[int])
show(lambda: D(k=1))
show(lambda: isinstance(Go(), P))
show(lambda: isinstance(5, P))
show(lambda: cast(int, "x"))
show(lambda: get_type_hints(N))
show(lambda: List[int] == List[int])
show(lambda: Literal[1, "a"])
show(lambda: T)
show(lambda: NewType("U", int)(5))
show(lambda: get_origin(List[int]))
show(lambda: get_args(Dict[str, int]))
show(lambda: isinstance(1, Union[int, str]))
show(lambda: list[int] | None)
show(lambda: ClassVar[int])
show(lambda: Final)
show(lambda: TYPE_CHECKING)
show(lambda: Iterable[int])
show(lambda: isinstance([], Iterable))
show(lambda: Type[int])
show(lambda: Sequence[T])
