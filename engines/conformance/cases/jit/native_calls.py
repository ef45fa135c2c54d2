import math
class L(list):
    def append(self, x): super().append(x * 2)
    def __len__(self): return 99
    def __getitem__(self, i): return 'L%r' % (i,)
    def pop(self, *a): return 'popped'
class D(dict):
    def __getitem__(self, k): return 'D%r' % (k,)
    def __contains__(self, k): return True
    def get(self, k, d=None): return 'get'
class S(str):
    def __eq__(self, o): return 'weird'
    def __hash__(self): return 1
    def __len__(self): return 77
class I(int):
    def __add__(self, o): return 'iadd'
    def __neg__(self): return 'neg'
    def __index__(self): return 0
def use(xs, d, s, i, n):
    out = []
    for k in range(n):
        out.append(len(xs)); xs.append(k); out.append(xs[i]); out.append(xs.pop())
        out.append(i in d); out.append(d.get(i)); out.append(d[i] if i in d else None)
        out.append(len(s)); out.append(s == 'a'); out.append(-i); out.append(i + 1)
        out.append(min(i, 3)); out.append(max(i, 1.5)); out.append(abs(i))
    return out[-14:]
def rep(*a):
    r = None
    for _ in range(700): r = use(*a)
    return r
print(rep([1], {0: 5}, 'abc', 0, 3))
print(rep(L([1]), {0: 5}, 'abc', 0, 3))
print(rep([1], D({0: 5}), 'abc', 0, 3))
print(rep([1], {0: 5}, S('a'), 0, 3))
print(rep([1], {0: 5}, 'abc', I(0), 3))
print(rep([1], {0: 5}, 'abc', True, 3))
print(rep([1], {0: 5, 1: 6}, 'abc', -1, 3))
def errs(f, *a):
    try:
        for i in range(1500): f(i, *a)
    except Exception as e:
        print(type(e).__name__, e)
    else: print('no error')
errs(lambda i, x: x[i], list(range(1000)))
errs(lambda i, x: x[-i], tuple(range(1000)))
errs(lambda i, x: x[i], 'x' * 1000)
errs(lambda i, x: x[i], {k: k for k in range(1000)})
def setit(i, x): x[i] = 1
errs(setit, [0] * 1000)
errs(setit, (0,) * 1000)
def unp(i, x):
    a, b = x[i]
    return a
errs(unp, [(1, 2)] * 1000 + [(1, 2, 3)])
errs(unp, [(1, 2)] * 1000 + [(1,)])
errs(unp, [(1, 2)] * 1000 + [5])
errs(unp, [[1, 2]] * 900 + ['ab'] * 50 + [{1: 2, 3: 4}] + [[1]])
errs(lambda i: math.sqrt(1000 - i))
errs(lambda i: math.sqrt(5 if i < 1000 else 'x'))
errs(lambda i: ord('a' if i < 1000 else 'ab'))
errs(lambda i: chr(i if i < 1000 else -1))
errs(lambda i: len('a' if i < 1000 else 5))
errs(lambda i: int(1.5 if i < 1000 else float('nan')))
errs(lambda i: int(1.5 if i < 1000 else float('inf')))
errs(lambda i: float(1 if i < 1000 else 'q'))
errs(lambda i: float(1 if i < 1000 else 10 ** 400))
errs(lambda i: 1 in ([1] if i < 1000 else 5))
errs(lambda i: min(i, 2 if i < 1000 else 'x'))
errs(lambda i: [].pop() if i == 1000 else [1].pop())
errs(lambda i: [1, 2, 3][0:i if i < 1000 else 'a'])
errs(lambda i: [1, 2, 3][::1 if i < 1000 else 0])
print(int(2.0 ** 60), int(-1.7), [int(x) for x in (1e15, 1e16, -1e300, 0.99, -0.99)])
def big():
    r = []
    for x in [1.5] * 600 + [1e20, -1e18, 2.0 ** 48, -2.0 ** 48, 2.0**48 - 1]:
        r.append(int(x)); r.append(math.floor(x)); r.append(math.ceil(x))
    return r[-15:]
print(big())
def minmax():
    r = []
    nan = float('nan')
    for a, b in [(1, 2)] * 600 + [(0.0, -0.0), (-0.0, 0.0), (nan, 1.0), (1.0, nan), (True, 1), (1, True), (1, 1.0), (1.0, 1), ('a', 'b'), (10**20, 5), (2**47, -2**48)]:
        r.append((min(a, b), max(a, b), min(a, b, a), max(b, a, b)))
    return r[-11:]
print(minmax())
def floats(a, b):
    return (min(a, b), max(a, b), abs(a), min(a, b, 0.0))
for _ in range(600): floats(1.0, 2.0)
print(floats(0.0, -0.0), floats(-0.0, 0.0), floats(float('nan'), 1.0), floats(1, 2), floats(-5, 2.5))
def neg(x): return -x
for _ in range(600): neg(5)
print(neg(-2**48), neg(2**48 - 1), neg(0), neg(0.0), neg(True), neg(2**60), neg(-2**48 + 1))
