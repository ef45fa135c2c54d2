import operator as o
print(o.add(1, 2), o.concat('a', 'b'), o.contains([1], 1), o.countOf([1, 1, 2], 1), o.indexOf([5, 6], 6), o.truth([]), o.not_(0), o.is_(None, None), o.is_not(1, None), o.floordiv(7, 2), o.mod(7, 3), o.neg(3), o.pos(-3), o.inv(5), o.invert(0), o.abs(-2), o.index(True), o.lshift(1, 4), o.matmul if False else '', o.pow(2, 5), o.xor(5, 1), o.getitem('abc', 1), o.length_hint([1, 2]), o.length_hint(iter([1]), 3))
print(o.itemgetter(1)('abc'), o.itemgetter(0, 2)('abc'), o.itemgetter(slice(1, 3))('abcd'), o.attrgetter('real')(3), o.attrgetter('real', 'imag')(3 + 4j), o.attrgetter('__class__.__name__')(3), o.methodcaller('upper')('a'), o.methodcaller('split', ',', maxsplit=1)('a,b,c'))
l = [1, 2, 3]; o.setitem(l, 0, 9); o.delitem(l, 1); print(l, o.iadd(l, [4]), o.iconcat(l, [5]), l, o.imul(2, 3), o.ior({1}, {2}))
print(repr(o.itemgetter(1)), repr(o.itemgetter(1, 'a')), repr(o.attrgetter('a.b')), repr(o.methodcaller('f', 1, k=2)))
for f in (lambda: o.itemgetter(5)('abc'), lambda: o.attrgetter(5), lambda: o.attrgetter('zz')(1), lambda: o.indexOf([1], 2), lambda: o.index(1.5), lambda: o.methodcaller('zz')(1), lambda: o.concat(1, 2), lambda: o.length_hint(5, 'x')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(sorted([(2, 'a'), (1, 'b')], key=o.itemgetter(1)), list(map(o.mul, [1, 2], [3, 4])), o.__add__(1, 2), o.lt(1, 2), o.ge('b', 'a'), o.ne(1, 1.0))
