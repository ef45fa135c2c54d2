"""Generators hot enough to be translated: sent values, types that change, exceptions in and out, delegation, early ends."""
import sys


def count(start, step, stop):
    while start < stop:
        yield start
        start += step


print(sum(count(0, 1, 3000)))
# The same code with other types.
print(sum(count(0.5, 0.25, 200.0)))
print(sum(count(1 << 60, 1 << 57, 1 << 63)))


def averager():
    total = 0
    number = 0
    average = None
    while True:
        value = yield average
        total += value
        number += 1
        average = total / number


a = averager()
next(a)
for i in range(2000):
    last = a.send(i)
print(last, a.send(0.5), a.send(True))
try:
    a.send("text")
except TypeError as error:
    print(error)
print(list(a))


def guarded(log):
    try:
        for i in range(10 ** 6):
            try:
                received = yield i
                if received:
                    log.append(received)
            except ValueError as error:
                log.append(str(error))
                yield "caught"
    finally:
        log.append("closed")


log = []
g = guarded(log)
for i in g:
    if i == 1500:
        break
print(g.send("sent"), g.throw(ValueError("thrown")), next(g))
g.close()
print(log, next(g, "ended"))


def inverse(values):
    for value in values:
        yield 1 / value


def drained():
    good = 0
    try:
        for value in inverse([1, 2, 4] * 500 + [0] + [1]):
            good += 1
    except ZeroDivisionError as error:
        line = error.__traceback__.tb_next.tb_lineno
        return good, str(error), line - inverse.__code__.co_firstlineno
    return "no error"


print(drained())


class Node:
    def __init__(self, value, left, right):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Node(middle, build(low, middle), build(middle + 1, high))


print(sum(build(0, 1500)), list(build(0, 9)))


def halve(n):
    result = 0
    while n:
        n //= 2
        result += yield n
    return result


def outer(times):
    for i in range(times):
        total = yield from halve(i)
        yield ("total", total)


o = outer(300)
seen = next(o)
values = []
try:
    while True:
        seen = o.send(2)
        if isinstance(seen, tuple):
            values.append(seen[1])
            seen = next(o)
except (StopIteration, TypeError) as error:
    print(type(error).__name__, len(values), sum(values), values[-3:])

# What is called in one is redefined while it is hot.


def scale(x):
    return x * 2


def scaled(n):
    for i in range(n):
        yield scale(i)


total = 0
for i, x in enumerate(scaled(4000)):
    total += x
    if i == 2000:
        def scale(x):
            return -x
print(total)

# Raised StopIteration becomes a RuntimeError, in translated code too.


def stopping(n):
    for i in range(n):
        if i == n - 1:
            raise StopIteration(i)
        yield i


try:
    for x in stopping(2500):
        pass
except RuntimeError as error:
    print(x, error, repr(error.__cause__))

# Exceptions being handled belong to the generator that handles them.


def handling(n):
    for i in range(n):
        try:
            raise KeyError(i)
        except KeyError:
            yield sys.exc_info()[1].args[0]


total = 0
for value in handling(2000):
    total += value
    assert sys.exc_info() == (None, None, None)
print(total)


def nested(depth):
    if depth:
        for x in nested(depth - 1):
            yield x + 1
    yield 0


print(sum(nested(60)), sum(sum(nested(8)) for _ in range(100)))


def forever():
    yield from forever()


try:
    next(forever())
except RecursionError as error:
    print(type(error).__name__)


def endless(depth):
    for x in endless(depth + 1):
        yield x


for _ in range(30):
    try:
        next(endless(0))
    except RecursionError as error:
        name = type(error).__name__
print(name)

print(sum(x * y for x in range(60) for y in range(x) if (x + y) % 3), max((x ^ 0x55) for x in range(3000)))

# An exception that leaves a translated generator, in a translated loop over it, again and again.


def failing(n):
    for i in range(n):
        if i == 40:
            raise LookupError(n)
        yield i


def failures(times):
    total = 0
    for n in range(times):
        try:
            for x in failing(n):
                total += x
        except LookupError as error:
            total += error.args[0]
            depth = 0
            trace = error.__traceback__
            while trace:
                depth += 1
                trace = trace.tb_next
            total += depth * 1000000
    return total


print(failures(400))


def unguarded(n):
    total = 0
    for x in failing(n):
        total += x
    return total


caught = 0
for n in range(300):
    try:
        unguarded(n)
    except LookupError:
        caught += 1
print(caught)
