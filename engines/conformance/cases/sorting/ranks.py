# Keys that compare without guest code, beside those that look alike and do not.
import heapq
import random

random.seed(5)
def words(n, al): return [''.join(random.choice(al) for _ in range(random.randrange(0,12))) for _ in range(n)]
def same(l, **k):
    a = sorted(l, **k)
    key = k.get('key', lambda x: x)
    class W:
        def __init__(s, v): s.v = v
        def __lt__(s, o): return s.v < o.v
    b = sorted(l, key=lambda x: W(key(x)), reverse=k.get('reverse', False))
    assert len(a) == len(b) and all(x is y or (x == y and repr(x) == repr(y)) for x, y in zip(a, b)), (a[:10], b[:10])
for al in ('ab', 'abc\0', 'aé', 'ab\U0001F600z', 'aaaaaaaab'):
    for n in (0, 1, 2, 3, 10, 200):
        w = words(n, al)
        same(w); same(w, reverse=True); same(w, key=len); same(w, key=lambda s: s[::-1])
        t = [(random.randrange(-3, 3), x) for x in w]
        same(t); same(t, reverse=True); same(t, key=lambda p: (p[1], -p[0])); same(t, key=lambda p: p[0])
        t = [(random.choice([0.0, -0.0, 1.5, -2.25, 1e300, float('inf'), -float('inf')]), x) for x in w]
        same(t); same(t, reverse=True); same([p[0] for p in t]); same([p[0] for p in t], key=lambda x: -x)
        t = [(random.choice([0.0, 1, True, 2, 1<<70]), x) for x in w]
        same(t); same(t, reverse=True)
        t = [tuple(random.randrange(3) for _ in range(random.randrange(0, 4))) for x in w]
        same(t); same(t, reverse=True)
        t = [((random.randrange(3), x), random.randrange(3)) for x in w]
        same(t)
        h = list(t); heapq.heapify(h); assert [heapq.heappop(h) for _ in range(len(h))] == sorted(t)
same([3,1,2,-5,1<<40,-(1<<40)]); same([3,1,2,-5,1<<60,-(1<<60)])
class P(tuple):
    def __lt__(s, o): return tuple.__gt__(s, o)
l = [P((i*7%10, i)) for i in range(10)]
print(list(zip(sorted(words(12, 'abé')), sorted(words(12, 'ab\0'), reverse=True))))
print(sorted(l)); print(sorted([*map(tuple, l)]))
nan = float('nan')
print(sorted([(nan, 1), (1.0, 2), (0.5, 3), (nan, 0)])); print(sorted([nan, 3.0, 1.0]))
try: sorted([(1, 'a'), (1, 2)])
except TypeError as e: print(e)
