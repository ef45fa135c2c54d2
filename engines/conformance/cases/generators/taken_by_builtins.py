# Generators run by builtins: what is yielded, where it goes, what ends it, who looks while it runs.
import sys


def numbers(n, log=None):
    try:
        for i in range(n):
            sent = yield i
            if sent is not None:
                print('sent', sent)
    finally:
        if log is not None:
            log.append(n)
    return 'done'


def mixed():
    yield 1
    yield 2.5
    yield True
    yield 'x'
    yield (1, 2)
    yield (1, 2)
    yield (1, (2, 3))
    yield None
    yield frozenset([1])
    yield 1.0
    yield -1
    yield -2


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


def failing(n):
    yield from range(n)
    raise KeyError(n)


def stopping():
    yield 1
    raise StopIteration(2)


def in_handler(n):
    try:
        raise ValueError('handled')
    except ValueError:
        for i in range(n):
            yield i, str(sys.exc_info()[1])
            try:
                raise
            except ValueError as e:
                assert str(e) == 'handled'


class Key:
    def __init__(self, number, generator=None):
        self.number, self.generator = number, generator

    def __hash__(self):
        if self.generator is not None:
            print('next in hash', next(self.generator))
        return hash(self.number)

    def __eq__(self, other):
        print('eq', self.number)
        return self.number == (other.number if isinstance(other, Key) else other)

    def __lt__(self, other):
        return self.number < other.number

    def __add__(self, other):
        return Key(self.number + (other if isinstance(other, int) else other.number))

    __radd__ = __add__


def keys(n):
    for i in range(n):
        yield Key(i % 2)
        yield i % 2


def attempt(what, action):
    try:
        print(what, action())
    except Exception as e:
        print(what, type(e).__name__, e, type(e.__cause__).__name__)


for takes in (list, tuple, set, frozenset, sum, min, max, any, all, sorted, lambda g: [*g], lambda g: (0, *g), lambda g: {*g}):
    for n in (0, 1, 2, 9):
        log = []
        g = numbers(n, log)
        attempt(n, lambda: takes(g))
        attempt('again', lambda: list(g))
        print(log)
    attempt('failing', lambda: takes(failing(3)))
    attempt('stopping', lambda: takes(stopping()))
    attempt('tree', lambda: takes(tree(4)))

print(list(mixed()), len(set(mixed())), sorted(map(repr, set(mixed()))))
print(list(in_handler(3)), sys.exc_info())
print(sum(Key(i) for i in range(5)).number, max(Key(i) for i in range(5)).number)
print(len(set(keys(3))))
print(sum(x / 2 for x in range(5)), sum([1.5] + [2] * 3), sum((x for x in [1, 2.5, True, 2 ** 60, 2 ** 70])))
print(','.join(str(i) for i in range(5)), ''.join(c for c in 'abc'))
attempt('join', lambda: ''.join(i for i in [1]))
print(any(x > 3 for x in range(10)), all(x < 3 for x in range(10)), any(x for x in [[], '', 0]), all(x for x in [1, 'a', [0]]))
g = numbers(10)
print(any(x == 3 for x in g), next(g), list(g))
g = numbers(5)
target = []


def growing():
    for i in range(4):
        yield len(target)


target.extend(growing())
print(target)
source = iter([10, 20, 30])
shared = (x for x in source)
attempt('self', lambda: {Key(1, shared), *(Key(2, shared) for _ in range(2))} and 'ok')


def reentrant():
    yield 1
    yield list(me)


me = reentrant()
attempt('reentrant', lambda: list(me))


def nested(n):
    yield sum(numbers(n))
    yield max(numbers(n))
    yield [list(numbers(i)) for i in range(n)]
    yield from (list(numbers(i)) for i in range(2))


print(list(nested(3)))


def advance(g):
    result = []
    result.append(next(g))
    result.append(next(g, 'default'))
    result.append(next(g, 'default'))
    try:
        result.append(next(g))
    except StopIteration as e:
        result.append(('stop', e.value))
    result.append(next(g, 'after'))
    return result


for _ in range(3):
    print(advance(numbers(2)), advance(numbers(3)), advance(tree(2)))
    attempt('next failing', lambda: advance(failing(1)))
    attempt('next stopping', lambda: advance(stopping()))
    attempt('next nothing', lambda: next(numbers(0)))
    attempt('next default', lambda: next(numbers(0), None))


def selfish():
    yield next(own)


own = selfish()
attempt('running', lambda: next(own))
