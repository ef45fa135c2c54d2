import math
def trig(n):
    t = 0.0
    for i in range(n):
        t += math.sin(i * 0.1) * math.cos(i) + math.sqrt(i) + math.fabs(-i) + math.atan2(i, 2.0) + math.floor(i * 0.7) - math.ceil(i / 3) + math.log(i + 1) + math.exp(-i) + math.pow(i, 0.5)
    return t
print(repr(trig(1500)))
old = math.sin
math.sin = lambda x: 100.0
print(repr(trig(1500)))
math.sin = old
print(repr(trig(100)))
from math import sqrt, floor
def s(x): return sqrt(x)
for i in range(1000): s(i)
class F(float):
    def __float__(self): return 9.0
print(s(2), s(2.0), s(True), s(10**30), s(float('inf')))
for bad in (-1, 'x', None, float('nan')):
    try: print(s(bad))
    except (ValueError, TypeError) as e: print(e)
class Fl:
    def __floor__(self): return 'fl'
    def __int__(self): return 42
    def __len__(self): return 5
    def __abs__(self): return 'abs'
    def __contains__(self, x): return x == 3
    def __iter__(self): return iter([(1, 2), (3, 4)])
def fl(x): return floor(x)
for i in range(1000): fl(i * 0.5)
print(fl(2.5), fl(-2.5), fl(Fl()), fl(1e300) == 10**300 or fl(1e300), fl(True))
def it(x): return int(x)
for i in range(1000): it(i * 0.5)
print(it(Fl()), it('12'), it(True), it(2**70), it(-0.5), it(1e18))
def ab(x): return abs(x)
for i in range(1000): ab(-i)
print(ab(-2**48), ab(Fl()), ab(-1.5), ab(True), ab(-0.0), ab(3 + 4j))
def ln(x): return len(x)
for i in range(1000): ln([1])
print(ln(Fl()), ln({1: 2}), ln({1}), ln(range(5)), ln(b'ab'), ln('é'), ln(()))
import builtins
def useln(x):
    t = 0
    for i in range(1000):
        if i == 700: builtins.len = lambda x: 77
        t += len(x)
    return t
real = len
print(useln([1, 2])); builtins.len = real
print(useln.__name__, len([1]))
def shadow(n):
    t = 0
    for i in range(n):
        if i == 900: globals()['len'] = lambda x: 5
        t += len([1])
    return t
print(shadow(1000)); del globals()['len']; print(len([1, 2]))
def tot():
    s = 0
    for a, b in Fl(): s += a * b
    return s
for _ in range(1000): tot()
print(tot(), 3 in Fl(), 4 not in Fl())
def deep(x):
    for i, (a, b) in enumerate(x):
        for j, c in zip((a, b), 'xy'):
            yield i, j, c, a
print(list(deep([(1, 2), (3, 4)])))
def ch(n): return [chr(97 + i % 26) for i in range(n)]
print(''.join(ch(1000))[-30:], chr(0x1F600), [ord(c) for c in 'aé😀'])
def cmpchain(a, b, c): return a < b < c, a <= b == c, not a, a is b, a is not None
for i in range(1000): cmpchain(1, 2, 3)
print(cmpchain(1, 2.5, 3), cmpchain('a', 'b', 'c'), cmpchain(float('nan'), 1, 2), cmpchain([1], [2], [2]), cmpchain(True, 1, 1))
class W:
    def __lt__(s, o): return []
    def __gt__(s, o): return 'yes'
    def __eq__(s, o): return None
print(W() < 1, W() > 1, W() == 1, 'T' if W() < 1 else 'F', 1 if not (W() > 2) else 2)
def divs(a, b): return a // b, a % b
for i in range(1, 1000): divs(i, 7)
print(divs(-7, 2), divs(7, -2), divs(-2**48, -1), divs(7.5, 2), divs(-7.5, 2), divs(True, 1), divs(2**70, 3), divs(0, 5), divs(-1, 2**40))
for z in (0, 0.0):
    try: divs(1, z)
    except ZeroDivisionError as e: print(e)
def flo(a, b): return a ** b, a * b - a / b
for i in range(1, 800): flo(1.5, 2)
print(flo(2, 0.5), flo(2, -1), flo(-8, 1 / 3), flo(10, 20), flo(1e200, 1))
try: flo(1e200, 2)
except OverflowError as e: print(e)
