from collections import deque
d = deque([1, 2, 3], maxlen=4); d.append(4); d.append(5); print(d, d.maxlen); d.appendleft(0); print(d, d[0], d[-1], len(d)); d.rotate(1); print(d); d.rotate(-2); print(d)
d.extend([7, 8]); d.extendleft([9, 10]); print(d, d.pop(), d.popleft(), d.count(9), d.index(9), 9 in d, list(reversed(d))); d.insert(1, 'i'); print(d); d.remove('i'); d.reverse(); print(d, d.copy(), d == deque(list(d)), d < deque([100]))
d[0] = 'z'; del d[1]; print(d, bool(deque()), deque('ab') + deque('c'), deque([1]) * 3, deque('abc', 2), repr(deque([deque()])), deque(maxlen=0))
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1]).remove(2), lambda: deque([1]).index(2), lambda: deque([1], -1), lambda: deque([1], 'x'), lambda: deque(5), lambda: deque([1])[0:1], lambda: deque([1], 1).insert(0, 2), lambda: deque([1]) + [2], lambda: deque().rotate('x'), lambda: hash(deque()), lambda: deque('ab')['a']):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d = deque([1, 2, 3])
try:
    for x in d: d.append(x)
except RuntimeError as e: print(e)
r = deque(); r.append(r); print(r); d.clear(); print(d, d.maxlen); d += [1, 2]; d *= 2; print(d); i = iter(deque('ab')); print(next(i), list(i))
