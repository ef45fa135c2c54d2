import math
import sys
import time
from math import sqrt as root, pi
from time import perf_counter

print(root(16), round(pi, 3), math.floor(2.5))
print(type(time.time()).__name__, type(perf_counter()).__name__, type(time.perf_counter_ns()).__name__, time.monotonic() <= time.monotonic(), time.sleep(0))
print(sys.argv[1:], sys.maxsize, sys.byteorder, type(sys.version_info[0]).__name__, sys.version_info >= (3, 8), sys.version_info.major)
print(len(sys.argv), __name__, math.__name__, sys.__name__)
print("math" in sys.modules, sys.modules["math"] is math, sys.getrecursionlimit())
m = __import__("math")
print(m is math, getattr(m, "sqrt")(9))
from typing import List, Optional
from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        ...


class Square(Shape):
    def area(self) -> int:
        return 4


def f(x: List[int], y: Optional[str] = None) -> int:
    return len(x)


print(Square().area(), f([1, 2]))
try:
    Shape()
except TypeError as error:
    print(error)
