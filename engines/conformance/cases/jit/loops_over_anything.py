# Loops that meet ranges, sequences and iterators of every kind at the same place, and change them while they run.


def total(source):
    result = 0
    for item in source:
        result += item
    return result


for repeat in range(400):
    sums = [total(s) for s in (range(10), range(10, 0, -3), range(0), [1, 2, 3], (4, 5), {6: 7}, {8}, iter([9]), (x for x in range(4)))]
print(sums)
print(total(range(5000)), total(range(5000, -5000, -7)), total(x * x for x in range(5000)))
big = 1 << 70
print(total(range(big, big + 3)), total([1 << 60, 1 << 61]), total(range((1 << 48) - 3, (1 << 48) - 1)), total(range(-(1 << 48), 3 - (1 << 48))))


def letters(source):
    out = 0
    for letter in source:
        if letter in ('a', 'b', 'é', '\u4e2d'):
            out += 1
        elif letter in 'xyz':
            out += 100
    return out


for repeat in range(300):
    found = [letters(s) for s in ('abcxyz', 'é\u4e2d\u4e2dq', ['a', 'x', ''], ('b', 'zz'), 'a' * 20)]
print(found)


def pairs(source):
    out = 0
    for a, b in source:
        out += a * 1000 + b
    return out


values = list(range(50))
for repeat in range(300):
    found = [
        pairs(s)
        for s in (enumerate(values), enumerate(tuple(values), 7), zip(values, range(9)), zip(values, values[1:]), {1: 2, 3: 4}.items(),
                  enumerate(x for x in (5, 6)), zip(iter(values), {4, 5}), [(1, 2), [3, 4]], enumerate(range(3), (1 << 48) - 2))
    ]
print(found)

# What changes while it is walked.
def growing(limit):
    items = [1]
    for item in items:
        if len(items) < limit:
            items.append(item + 1)
    return len(items), items[-1]


def shrinking(count):
    items = list(range(count))
    out = []
    for index, item in enumerate(items):
        out.append(item)
        items.pop()
    return len(out), index


def both(count):
    left, right = list(range(count)), list(range(count))
    seen = 0
    for a, b in zip(left, right):
        seen += 1
        if seen % 3 == 0:
            right.pop()
    return seen, len(right)


print(growing(5000), shrinking(4001), both(4000))


def changed(kind):
    source = {number: number for number in range(3000)} if kind != 'set' else set(range(3000))
    seen = 0
    try:
        if kind == 'items':
            for key, value in source.items():
                seen += 1
                if seen == 2500:
                    source[-1] = 0
        elif kind == 'keys':
            for key in source:
                seen += 1
                if seen == 2500:
                    del source[key]
        elif kind == 'swapped':
            for key in source:
                seen += 1
                if seen == 1500:
                    del source[key]
                    source[-5] = 1
        else:
            for item in source:
                seen += 1
                if seen == 2500:
                    source.add(-1)
    except RuntimeError as error:
        return kind, seen, str(error)
    return kind, seen


for kind in ('items', 'keys', 'swapped', 'set'):
    print(changed(kind))


# Looked for by identity, by equality, and by what is asked in order.
class Plain:
    pass


class Equal:
    asked = 0

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        Equal.asked += 1
        return isinstance(other, Equal) and self.value == other.value

    __hash__ = None


class Odd(Plain):
    def __eq__(self, other):
        raise ValueError('asked')


def count(items, what):
    found = 0
    for _ in range(1500):
        if what in items:
            found += 1
    return found


a, b, c = Plain(), Plain(), Plain()
nan = float('nan')
print(count([a, b], a), count([a, b], c), count((a, None, 1, 'x'), None), count([None, 2.0, 3], 3.0), count([nan], nan), count([1, True], 1.0))
print(count([Equal(1), Equal(2)], Equal(2)), Equal.asked, count([a, Equal(1)], a), Equal.asked)
try:
    count([a, b, Odd()], c)
except ValueError as error:
    print(error)
print(count([a, Odd()], a))
Plain.__eq__ = lambda self, other: True
print(count([a], c), [a, b].index(c), [a, b, a].count(c))
