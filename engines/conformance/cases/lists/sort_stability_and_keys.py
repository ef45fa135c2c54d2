import functools
data = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')]
print(sorted(data, key=lambda t: t[0]), sorted(data, key=lambda t: t[0], reverse=True), sorted(data, reverse=True))
log = []
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o): log.append((self.v, o.v)); return self.v < o.v
    def __repr__(self): return f'K{self.v}'
print(sorted([K(3), K(1), K(2)]), log); log.clear()
print(sorted([K(5), K(4), K(3), K(2), K(1)]), log); log.clear()
print(sorted([K(x) for x in (2, 1, 4, 3, 6, 5)], reverse=True), log); log.clear()
print(min(K(3), K(1), K(2)), log); log.clear()
print(max([K(3), K(1), K(2)]), log); log.clear()
for bad in ([1, 'a'], ['a', 1], [None, 1], [1, None], [[1], (1,)], [1j, 2j], [{}, {}], [object, 1], [1, 2, 'x', 3]):
    try: print(sorted(bad))
    except TypeError as e: print(e)
print(sorted('banana'), sorted({3: 1, 1: 2}), sorted([True, 0, 2, False]), sorted(['b', 'B', 'a', 'A'], key=str.lower), sorted(['10', '9', '1'], key=int), sorted([0.0, -0.0, 0]))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), sorted([[2, 1], [1, 2], [1]], key=len))
nan = float('nan'); print(sorted([3.0, 1.0, 2.0, -1.0]), max(1.0, nan), min([nan, 1.0]))
import random
random.seed(5); big = [random.randrange(50) for _ in range(300)]
s = sorted(range(300), key=big.__getitem__); print(all((big[a], a) < (big[b], b) for a, b in zip(s, s[1:])), s[:20])
s = sorted(range(300), key=big.__getitem__, reverse=True); print(all((-big[a], a) < (-big[b], b) for a, b in zip(s, s[1:])), s[:20])
class Boom:
    def __lt__(self, o): raise RuntimeError('no order')
l = [Boom(), Boom(), Boom()]
try: l.sort()
except RuntimeError as e: print(e, len(l))
try: sorted([1, 2], key=lambda x: 1 / (x - 2))
except ZeroDivisionError as e: print(e)
