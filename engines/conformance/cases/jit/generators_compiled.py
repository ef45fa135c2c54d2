# Bodies of generators that are hot: compiled, suspended, resumed, left, thrown into.


def numbers(count, seed):
    for index in range(count):
        seed = (seed * 16807) % 2147483647
        yield index, seed % 100


def big(count):
    value = 1
    for _ in range(count):
        value = value * 3 % (1 << 62)
        yield value
        value += 1


def mixed(count):
    value = 0
    for index in range(count):
        if index == 3000:
            value = 0.5
        elif index == 5000:
            value = 1 << 80
        elif index == 5001:
            value = 'text'
        yield value
        if index < 5001:
            value += 1


def rare(count):
    for number in range(count):
        if number % 700 == 0:
            yield number


def echo():
    got = None
    total = 0
    while True:
        got = yield total
        if got is None:
            total += 1
        elif got == 'stop':
            return total
        else:
            total += got


def catching():
    caught = 0
    number = 0
    while True:
        try:
            number += 1
            yield number
        except KeyError as e:
            caught += 1
            yield ('caught', caught, str(e))
        except GeneratorExit:
            print('closing', number, caught)
            raise
        finally:
            number += 10


def handling():
    for number in range(5000):
        try:
            raise ValueError(number)
        except ValueError as e:
            yield number
            assert e.args == (number,)
            yield -number


def failing(count):
    for number in range(count):
        yield 10 // (count - number - 2)


def stops(count):
    for number in range(count):
        if number == count - 1:
            raise StopIteration('inside')
        yield number


def recursive(generators):
    for number in range(4000):
        if number == 3990:
            try:
                next(generators[0])
            except ValueError as e:
                yield str(e)
        yield number


def total(source):
    result = 0
    for value in source:
        result += value
    return result


print(total(a + b for a, b in numbers(20000, 7)), sum(b for _, b in numbers(9000, 3)))
print(total(big(5000)), sum(big(3000)), max(big(4000)))
print(list(mixed(5003))[2998:3003], list(mixed(5004))[-4:])
print(sum(rare(100000)), list(rare(5000)))

e = echo()
next(e)
for step in range(5000):
    e.send(step % 3 or None)
print(next(e), e.send(2.5), e.send(1 << 70))
try:
    e.send('stop')
except StopIteration as stop:
    print('stopped', stop.value)

c = catching()
for step in range(6000):
    value = next(c)
    if step % 1000 == 999:
        print(value, c.throw(KeyError(step)), next(c))
c.close()
print(list(c))

out = list(handling())
print(len(out), out[-4:])

for repeat in range(3):
    for count in (4000, 30):
        try:
            for value in failing(count):
                pass
        except ZeroDivisionError as error:
            tb = error.__traceback__
            lines = []
            while tb is not None:
                lines.append(tb.tb_lineno)
                tb = tb.tb_next
            print(value, error, len(lines))
        try:
            for value in stops(count):
                pass
        except RuntimeError as error:
            print(value, error, type(error.__cause__).__name__, error.__cause__.value)

generators = []
generators.append(recursive(generators))
print(list(generators[0])[3988:3993])


# Many at once, resumed in turn.
def pairs(left, right):
    for a in left:
        yield a, next(right, None)


print(sum(a * (b or 0) for a, b in pairs(rare(70000), big(60))))


# Each asks the one below: deep, and beyond the limit.
def below(depth):
    if depth:
        for value in below(depth - 1):
            yield value + 1
    else:
        yield from range(3)


for repeat in range(40):
    found = list(below(60))
print(found)
try:
    list(below(5000))
except RecursionError as error:
    print('too deep', error)
print(list(below(70)))


# A name that the body uses changes while it is suspended.
def scale(x):
    return x * 2


def scaled(count):
    for number in range(count):
        yield scale(number)


out = []
for value in scaled(6000):
    out.append(value)
    if value == 10000:
        def scale(x):
            return -x
print(out[4998:5004], out[-1])


class Point:
    def __init__(self, x):
        self.x = x

    def walk(self, count):
        for _ in range(count):
            self.x += 1
            yield self.x
        return self


def delegating(count):
    for start in range(count):
        point = yield from Point(start).walk(3)
        yield point.x * 100


print(sum(delegating(2000)), list(delegating(2)))

# Yields in every branch, loops around and behind them.
def branches(count):
    state = 0
    for number in range(count):
        if number % 3 == 0:
            got = yield number
        elif number % 3 == 1:
            for inner in range(2):
                got = yield state, inner
                state += 1
        else:
            while state > number:
                state -= 1
            got = yield float(state)
        if got:
            print('got', got, number)
    yield state


b = branches(3000)
seen = [next(b)]
for number, value in enumerate(b):
    seen.append(value)
    if number % 1500 == 1499:
        seen.append(b.send('x'))
print(len(seen), seen[:6], seen[-5:])


# Unbound again in the loop, and read behind the yield.
def unbinds(count):
    for number in range(count):
        value = number
        yield value
        del value
        try:
            value
        except UnboundLocalError:
            yield 'unbound'


print(list(unbinds(2500))[-3:])


# Left alone while suspended: collected with its frame.
def holds(count):
    kept = [0] * 100
    for number in range(count):
        kept[number % 100] = [number]
        yield kept[number % 100][0]


for repeat in range(300):
    for value in holds(50):
        if value == 40:
            break
print(value)
