import types
u = int | str
print(u, repr(u | None), int | int, u == str | int, hash(u) == hash(str | int), u.__args__, type(u).__name__, type(u) is types.UnionType)
print(isinstance(1, u), isinstance(1.5, u), isinstance(None, int | None), issubclass(bool, u), issubclass(float, u))
print(list[int] | None, dict[str, int] | list[int], (int | str) | (str | float))
class C: pass
print(C | int, None | int)
def f(x: int | None = None) -> str | bytes: pass
print(f.__annotations__)
for bad in (lambda: int | 5, lambda: 5 | int, lambda: isinstance(1, int | list[int]), lambda: "x" | int):
    try: print(bad())
    except TypeError as e: print(e)
match 5:
    case int() | str(): print("matched")
print(list[int], dict[str, list[int]], tuple[int, ...], type[int], list[int].__origin__, list[int].__args__, list[int]([1, 2]))
m = types.MethodType(lambda self, x: (self, x), 5)
print(m(6), m.__self__, isinstance(m, types.MethodType))
import builtins
print(builtins.len is len, __builtins__ is builtins, builtins.__name__)
print(type(None)(), type(...)(), type(NotImplemented)())
