M32 = 0xFFFFFFFF
def lcg(n):
    x = 12345; t = 0
    for i in range(n):
        x = (x * 1664525 + 1013904223) & M32
        t ^= x
    return t
def lcg2(n):
    x = 12345; t = 0
    for i in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        t += x
    return t
def rot(v, b): return ((v << b) | (v >> (32 - b))) & M32
def mix(n):
    h = 0
    for i in range(n):
        k = (i * 0xCC9E2D51) & M32
        k = rot(k, 15)
        k = (k * 0x1B873593) & M32
        h ^= k
        h = rot(h, 13)
        h = (h * 5 + 0xE6546B64) & M32
    return h
def neg(n):
    t = 0
    for i in range(n):
        t += (i * -7919 * 1000003 - 5) & 0xFFFF
        t += (i * -123456789012 * 987654321) % 65536
    return t
print(lcg(3000), lcg2(3000), mix(3000), neg(3000))
# operands that are not what they were
def f(a, b, m): return (a * b + 1) & 0xFF
def g(a, b): return (a * b) & M32
for i in range(2000): f(i, i, 1); g(i, i)
print(f(2**40, 2**40, 1), f(-5, 7, 1), f(True, 3, 1), f(2**100, 3, 1), g(2**47, 2**47 - 1), g(-2**48, 2**48 - 1))
for bad in (1.5, 'a', None, [1]):
    try: print(f(bad, 3, 1))
    except TypeError as e: print(e)
class N:
    def __init__(s, v): s.v = v
    def __mul__(s, o): print('mul'); return N(s.v * 2)
    def __add__(s, o): print('add'); return N(s.v + 1)
    def __and__(s, o): print('and'); return s.v & o
print(f(N(5), 3, 1))
M32 = -1
print(g(2**40, 2**40), g(3, 4))
M32 = 2**70 - 1
print(g(2**40, 2**40), g(3, 4))
M32 = 15
print(g(2**40 + 3, 2**40 + 5))
del M32
try: print(g(1, 2))
except NameError as e: print(e)
def sh(n, k):
    t = 0
    for i in range(n): t += ((i << k) * 3) & 0xFFFFFF
    return t
print([sh(600, k) for k in (0, 1, 40, 62, 63, 64, 70)])
try: sh(600, -1)
except ValueError as e: print(e)
# code that is first executed late
def late(n, xs):
    t = 0
    for i in range(n):
        if i > 1500:
            t += xs[i % len(xs)] * 2
            if i > 1800:
                t = t + len(str(i)) + max(i, 3)
        else: t += 1
    for x in xs: t += x * 3
    for i in range(700): t -= xs[i % 3]
    return t
print(late(2000, [1, 2, 3]), late(2000, [1.5, 2, 3]), late(2000, (4, 5, 6)))
def hoist(rows, n, flag):
    t = 0
    for k in range(n):
        for i in range(len(rows)):
            if flag: t += rows[i]
            else: t += i
    return t
for _ in range(3): hoist([1, 2, 3], 400, True)
print(hoist([1, 2, 3], 400, True), hoist('abc', 400, False), hoist({0: 1, 1: 2}, 100, True), hoist((1, 2), 100, True), hoist([1.5, 2], 100, True))
def grow(a):
    n = 0
    for i in range(900):
        a.append(i)
        n += a[i]
        if i == 700: a = list(a)
        if i == 800: a = tuple(a) if False else a
    return n
print(grow([]))
def idx(a, n):
    try:
        for i in range(n): a[i] = a[i] + 1
    except IndexError as e: return str(e), a[-1]
for _ in range(5): idx([0] * 500, 500)
print(idx([0] * 300, 500), idx(bytearray(300), 500), idx([2**48 - 1, 2**63, 1.5, True], 5))
b = bytearray(10)
def bset(v):
    for i in range(10): b[i] = v
    return bytes(b)
for _ in range(200): bset(3)
print(bset(255), b[-1])
for v in (256, -1, 'a', 1.5):
    try: bset(v)
    except (ValueError, TypeError) as e: print(e)
print(bset(True), sum([1, 2, 2**48]), sum([0.1] * 10), sum([1, 2.5, True]), sum([[1], [2]], []), sum([2**48 - 1] * 3), sum([True, True]), sum([0.0, -0.0]), sum([-0.0]))
print({x % 5 for x in range(2000)}, {x: x * x for x in range(5)}, len({(x, x % 3) for x in range(3000)}))
try: {[] for x in range(3)}
except TypeError as e: print(e)
