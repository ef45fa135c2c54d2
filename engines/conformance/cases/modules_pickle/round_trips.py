import pickle, io, collections, datetime, decimal, fractions, enum, copy
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return type(o) is P and o.x == self.x
class S:
    __slots__ = ('a', 'b')
    def __init__(self): self.a = 1
class L(list): pass
class D(dict): pass
class T(tuple): pass
class N(collections.namedtuple('N', 'p q')): pass
class G:
    def __getstate__(self): return {'saved': 1}
    def __setstate__(self, s): self.restored = s
class R:
    def __init__(self, v): self.v = v
    def __reduce__(self): return R, (self.v + 1,)
class Color(enum.Enum): RED = 1
class Err(Exception):
    def __init__(self, m): super().__init__(m); self.extra = 5
def f(): pass
l = L([1, 2]); l.attr = 'x'
d = D(a=1); rec = [1]; rec.append(rec)
values = [None, True, 0, 255, 256, 65536, -1, -2**31, 2**31, 2**40, -2**63, 10**50, -10**50, 1.5, float('inf'), 'text', 'é€😀', '', b'bytes', b'', bytearray(b'ba'), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], {}, {'a': 1}, {'a': 1, 'b': [2]}, {1}, set(), frozenset({2}), 1+2j, range(3), slice(1, 2), ..., NotImplemented, int, len, f, P, P([1, {'k': (2,)}]), S(), l, d, T((1, 2)), N(1, 2), G(), R(1), Color.RED, Err('m'), ValueError('a', 2), collections.OrderedDict(a=1), collections.deque([1, 2], 5), collections.defaultdict(list, {'k': [1]}), collections.Counter('aab'), datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3, 4), datetime.timedelta(1, 2, 3), decimal.Decimal('1.50'), fractions.Fraction(1, 3), type(None), [1] * 3, ['same', 'same']]
exact = 0
for v in values:
    for proto in range(2, 6):
        data = pickle.dumps(v, proto)
        back = pickle.loads(data)
        if proto in (2, 3, 4, 5) and type(v).__name__ in ('NoneType', 'bool', 'int', 'float', 'str', 'bytes', 'bytearray', 'tuple', 'list', 'dict', 'set', 'frozenset', 'P', 'S', 'L', 'D', 'T', 'complex', 'range'): print(proto, data)
        if proto == 4: print(type(back).__name__, repr(back) if '0x' not in repr(back) else sorted(getattr(back, '__dict__', {}).items(), key=str), getattr(back, 'attr', ''))
r = pickle.loads(pickle.dumps(rec)); print(r[1] is r, len(r))
shared = [1]; a, b = pickle.loads(pickle.dumps((shared, shared))); print(a is b)
for bad in (lambda: 0, (x for x in []), io, open):
    try: pickle.dumps(bad); print('ok')
    except Exception as e: print(type(e).__name__, str(e).split(' at 0x')[0])
def outer():
    def inner(): pass
    return inner
try: pickle.dumps(outer())
except AttributeError as e: print(e)
for data in (b'', b'\x80', b'garbage', b'\x80\x04K', b'\x80\x09.', b'.', b'(lp0\nI1\naI2\na.', b"(dp0\nS'a'\nI1\ns.", b'\x80\x02c__builtin__\nlist\n)R.', b'cnosuch\nx\n.'):
    try: print(pickle.loads(data))
    except Exception as e: print(type(e).__name__, e)
buf = io.BytesIO(); p = pickle.Pickler(buf); p.dump(1); p.dump([2]); buf.seek(0); u = pickle.Unpickler(buf); print(u.load(), u.load())
try: u.load()
except EOFError as e: print(e)
print(pickle.loads(pickle.dumps(list(range(2500)))) == list(range(2500)), len(pickle.dumps(list(range(2500)))), len(pickle.dumps('x' * 70000)), len(pickle.dumps({i: str(i) for i in range(1500)})))
print(pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL)
