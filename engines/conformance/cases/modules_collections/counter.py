from collections import Counter
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], c.total(), sorted(c.elements())[:4], list(c), repr(Counter()), Counter(a=2, b=-1))
d = Counter(a=1, b=5, z=-2); print(c + d, c - d, c & d, c | d, +d, -d, c == d, c > d, Counter(a=1) <= Counter(a=2), Counter(a=0) == Counter())
c.update('aab'); c.subtract({'a': 10}); print(c); c['new'] += 1; del c['b']; del c['missing']; print(c, c.most_common()[-1], c.pop('new'))
c += Counter(a=20); print(c); c -= Counter(a=3); print(c); c &= Counter(a=1, r=9); print(c); c |= Counter(q=4); print(c)
print(Counter([3, 1, 3, 2]).most_common(), Counter({'x': 1.5}) + Counter({'x': 1}), Counter(iter('ab')).keys(), dict(Counter('aa')), Counter('ab') | {'a': 5} if False else '', Counter('hello').copy(), Counter.__mro__[1].__name__)
for f in (lambda: Counter(5), lambda: Counter(1, 2), lambda: Counter.fromkeys('a'), lambda: Counter('a') + 5, lambda: Counter('a') < 3):
    try: print(f())
    except (TypeError, NotImplementedError) as e: print(type(e).__name__, e)
