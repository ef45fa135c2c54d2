# Chains of `yield from`: each step enters the innermost member only, whoever asks and whatever happens in between.


def leaf(name, count):
    for number in range(count):
        got = yield (name, number)
        if got is not None:
            print('leaf', name, 'got', got)
    return name + '!'


def level(depth, name, count):
    if depth == 0:
        result = yield from leaf(name, count)
    else:
        result = yield from level(depth - 1, name, count)
        yield ('after', depth)
    return result + str(depth)


def drive(generator):
    out = []
    while True:
        try:
            out.append(next(generator))
        except StopIteration as stop:
            return out, stop.value


print(drive(level(4, 'a', 3)))
print(list(level(5, 'b', 2)))

# Two chains in turn, and one member of a chain asked for by itself.
one, two = level(3, 'one', 4), level(2, 'two', 3)
print([next(one), next(two), next(one), next(two)])
print(list(one), list(two))


def shared(inner):
    yield 'begin'
    value = yield from inner
    yield ('ended', value)


inner = leaf('shared', 5)
first, second = shared(inner), shared(inner)
print([next(first), next(first), next(second), next(second)])
print(next(inner), first.send('x'), next(second))
print(list(first), list(second))

# An inner member finished, closed or thrown into by somebody else.
middle = level(1, 'm', 3)
outer = shared(middle)
print(next(outer), next(outer), list(middle), list(outer))
middle = level(1, 'm', 3)
outer = shared(middle)
print(next(outer), next(outer), middle.close(), list(outer))
middle = level(2, 'm', 3)
outer = shared(middle)
next(outer), next(outer)
try:
    middle.throw(KeyError('thrown'))
except KeyError as e:
    print('out of the middle', e)
print(list(outer))


# A member that asks for one that waits for it.
def asks(ask):
    yield 'start'
    for what in ('next', 'send', 'throw', 'close', 'running', 'list'):
        try:
            if what == 'next':
                next(ask[0])
            elif what == 'send':
                ask[0].send(1)
            elif what == 'throw':
                ask[0].throw(ValueError('no'))
            elif what == 'close':
                ask[0].close()
            elif what == 'running':
                print([g.gi_running for g in ask], [g.gi_yieldfrom is None for g in ask])
            else:
                list(ask[1])
        except ValueError as e:
            print(what, type(e).__name__, e)
        yield what


ask = []
innermost = asks(ask)
middle = shared(innermost)
outer = shared(middle)
ask += [outer, middle, innermost]
print([g.gi_running for g in ask])
print(list(outer))
print([g.gi_running for g in ask])


# A chain that changes while it is used.
def grows(depth):
    yield depth
    if depth:
        yield from grows(depth - 1)
        yield -depth
        yield from grows(depth - 1)


print(list(grows(4)))
print(sum(grows(7)), max(grows(6)), sorted(set(grows(5))))


class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def build(low, high):
    if low >= high:
        return None
    at = (low + high) // 2
    return Node(at, build(low, at), build(at + 1, high))


tree = build(0, 200)
print(list(tree) == list(range(200)), sum(tree), [a + b for a, b in zip(tree, build(50, 60))])
it = iter(tree)
print([next(it) for _ in range(90)][-3:], next(it), sum(it))


# Exceptions from the innermost, caught on the way.
def fails(depth):
    try:
        if depth == 0:
            yield 'deep'
            raise LookupError('deep')
        yield from fails(depth - 1)
    except LookupError as e:
        if depth < 3:
            raise
        yield 'caught ' + str(e) + ' at ' + str(depth)
    yield 'on ' + str(depth)


print(list(fails(6)))


# The limit of recursion, met by a chain and caught in it.
def endless(depth):
    yield depth
    yield from endless(depth + 1)


def guarded():
    try:
        yield from endless(0)
    except RecursionError:
        yield 'too deep'
    yield from leaf('then', 2)


last = None
count = 0
for value in guarded():
    count += 1
    last = value
print(count > 100, last)
