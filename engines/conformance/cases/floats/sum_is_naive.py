from fractions import Fraction
print(sum([0.1] * 10), sum([0.1] * 10, 0.0), sum([1e16, 1.0, -1e16]), sum([1, 0.1, 2]), sum([0.1, 1, 2 ** 60, 0.3]))
print(sum([1e308, 1e308]), sum([1e308, 1e308, -1e308]), sum((True, 2.5)), sum([2 ** 62, 2 ** 62, 2 ** 62]), sum([2 ** 63, 0.5]))
print(sum([Fraction(1, 3)] * 3), sum([1j, 2, 3.5]), sum([[1], [2]], []), sum([(1,), (2,)], ()), sum([], start=5))
for args in ((['a'],), ([1], 'a'), ([b'a'], b''), ([1], bytearray()), (5,), ([1, 'a'],), ([[1]],)):
    try: print(sum(*args))
    except TypeError as e: print(e)
class A:
    def __init__(self, v): self.v = v
    def __add__(self, o): return A(self.v + (o.v if isinstance(o, A) else o))
    def __radd__(self, o): print('radd', o); return A(self.v + o)
print(sum([A(1), A(2), A(3)]).v, sum(x * 0.1 for x in range(10)))
import math
print(math.fsum([0.1] * 10), math.fsum([1e16, 1.0, -1e16]), math.prod([0.1] * 3), math.prod([]), math.prod([2, 'ab']))
