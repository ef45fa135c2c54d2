def pairs(it):
    out = []
    for a, b in it: out.append(a); out.append(b)
    return out
def many(make):
    r = None
    for _ in range(80): r = pairs(make())
    return r
print(many(lambda: enumerate('abcdefghij')))
print(many(lambda: enumerate([1, 2, 3], 2**48 - 2)))
print(many(lambda: zip([1, 2, 3], 'abcd')))
print(many(lambda: {1: 2, 'a': (3, 4), (1, 2): None}.items()))
print(many(lambda: [(1, 2), [3, 4], 'ab', {5: 1, 6: 2}]))
print(many(lambda: iter([(1, 2), [3, 4]])))
print(many(lambda: map(lambda x: (x, x * x), range(4))))
print(many(lambda: ((i, j) for i in range(3) for j in range(2))))
print(many(lambda: ((1, 2), (3, 4))))
print(many(lambda: zip(enumerate('ab'), zip('cd', 'ef'))))
def tri(it):
    r = []
    for i, (a, b) in it: r.append((i, a, b))
    return r
for _ in range(300): q = tri(enumerate(zip('abc', [1, 2, 3])))
print(q)
def bad(it):
    try:
        for a, b in it: pass
        return 'fine'
    except (ValueError, TypeError, RuntimeError) as e:
        return repr(e)
for _ in range(300): bad(enumerate('abc'))
print(bad([(1, 2), (1, 2, 3)]), bad(zip('a', 'b', 'c')), bad([5]), bad(enumerate(5)) if False else '')
d = {i: i for i in range(10)}
def mutate(d):
    try:
        for k, v in d.items():
            if k == 5: d[100 + len(d)] = 1
    except RuntimeError as e: return repr(e)
for _ in range(100): mutate({i: i for i in range(10)})
print(mutate(d), len(d))
def grow(xs):
    n = 0
    for x in xs:
        if n < 20: xs.append(x)
        n += 1
    return n
for _ in range(300): grow([1, 2, 3])
print(grow([1, 2]))
def shrink(xs):
    n = 0
    for x in xs:
        xs.pop(); n += 1
    return n
for _ in range(300): shrink([1, 2, 3, 4])
print(shrink(list(range(11))))
def slices(x):
    return [x[1:3], x[:], x[::-1], x[-2:], x[5:2], x[:100], x[::2], x[-1:-4:-1], x[None:None]]
for _ in range(300): slices([1, 2, 3, 4]); slices('hello'); slices((1, 2, 3))
print(slices([1, 2, 3, 4, 5]), slices('hello'), slices((1, 2, 3)), slices(b'abcd'), slices(range(7)))
class Idx:
    def __index__(self): return 2
class Sl:
    def __getitem__(self, s): return s
    def __setitem__(self, s, v): print('set', s, v)
def sl(x, a, b): return x[a:b]
def ss(x, a, b, v):
    x[a:b] = v
    return x
for _ in range(600): sl([1, 2, 3], 0, 1); ss([1, 2, 3], 0, 2, [9])
print(sl(Sl(), 1, 2), sl([1, 2, 3], Idx(), None), sl('abc', -2**60, 2**60), ss([1, 2, 3], 1, 1, (7, 8)), ss([1, 2, 3], 0, 3, 'xy'))
ss(Sl(), 3, 4, 5)
x = [1, 2, 3]; print(ss(x, 1, 2, x))
def lc(n): return [(i, str(i)) for i in range(n) if i % 3]
for _ in range(100): lc(10)
print(lc(10))
def swap(a):
    for i in range(len(a) - 1):
        if a[i] > a[i + 1]: a[i], a[i + 1] = a[i + 1], a[i]
    return a
for _ in range(300): swap([3, 2, 1])
print(swap([3, 1, 2, 0.5, True]))
def truths(xs):
    return [1 if x else 0 for x in xs]
class T:
    def __init__(s, v): s.v = v
    def __bool__(s): return s.v
class Ln:
    def __len__(self): return 0
for _ in range(100): truths([1, 0])
print(truths([None, True, False, 0, 1, -1, 0.0, -0.0, 0.5, '', 'a', [], [1], (), (1,), {}, {1: 1}, set(), {1}, T(True), T(False), Ln(), 10**20, b'', b'a', range(0), float('nan'), NotImplemented if False else ...]))
def eqs(a, b): return [a == b, a != b, 1 if a == b else 0, 1 if a != b else 0]
vals = ['a', 'b', 'ab', ''.join(['a', 'b']), 1, 1.0, True, None, (1,), [1], 2**70, 2**70 + 0, float('nan'), 'é', 'e']
for _ in range(50):
    for a in vals:
        for b in vals: eqs(a, b)
print([sum(eqs(a, b)) for a in vals for b in vals])
def loop_float_range(n):
    try:
        for i in range(n): pass
        return i
    except TypeError as e: return repr(e)
for _ in range(600): loop_float_range(3)
print(loop_float_range(2.5), loop_float_range(True), loop_float_range(10**3))
def mixed(xs):
    s = 0
    for x in xs: s += x
    return s
for _ in range(200): mixed([1, 2, 3])
print(mixed([1, 2.5, True, 2**60, 2**48 - 1, -2**48]), mixed([2**47] * 10), mixed([2**62] * 10))
