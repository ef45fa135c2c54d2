"""`x[constant]` of Python classes in hot code: declined, redefined, raising, and next to lists at the same place."""
import traceback


class Pair:
    def __init__(self, first, second):
        self.first = first
        self.second = second

    def __getitem__(self, index):
        if index == 0:
            return self.first
        if index == 1 or index == -1:
            return self.second
        raise IndexError(index)

    def __setitem__(self, index, value):
        if index == 0:
            self.first = value
        else:
            self.second = value
        return "nobody sees this"


class Loud(Pair):
    def __getitem__(self, index):
        return super().__getitem__(index) + 1000


def swap(pairs, rounds):
    total = 0
    for number in range(rounds):
        pair = pairs[number % len(pairs)]
        pair[0] = pair[1] + 1
        pair[1] = pair[-1] + number
        total += pair[0] - pair[-1]
    return total, [(pair[0], pair[1]) for pair in pairs]


print(swap([Pair(1, 2)], 3000))
print(swap([Pair(1, 2), Loud(3, 4)], 3000))
print(swap([Pair(1, 2), [5, 6], Loud(3, 4), {0: 7, 1: 8, -1: 9}], 3000))


def last(pair):
    return pair[2000]


def negative(pair):
    return pair[-1]


for _ in range(1000):
    negative(Pair(0, -5))
print(negative(Pair(0, -5)), negative([1, 2, 3]), negative("text"), negative((4, 5)))
caught = 0
for number in range(2000):
    try:
        last(Pair(1, 2))
    except IndexError as error:
        caught += 1
        if number == 1999:
            print(repr(error), [entry.lineno for entry in traceback.extract_tb(error.__traceback__)])
print(caught)


def redefine(pair, rounds):
    seen = []
    for number in range(rounds):
        if number == 1000:
            Pair.__getitem__ = lambda self, index: ("new", index)
        if number == 1500:
            Pair.__setitem__ = lambda self, index, value: seen.append((index, value))
        if number == 1502:
            Pair.__setitem__ = old[1]
        if number == 2000:
            pair.__class__ = Other
        pair[0] = number
        if number % 500 in (0, 499):
            seen.append(pair[0])
    return seen


class Other:
    def __getitem__(self, *index):
        return index, self.first

    def __setitem__(self, index, value, more=None):
        self.first = [value, more]


old = Pair.__getitem__, Pair.__setitem__
print(redefine(Pair(1, 2), 3000))
Pair.__getitem__, Pair.__setitem__ = old


class Unpaired:
    pass


for wrong in (Unpaired(), 5, None):
    for act in (negative, lambda x: x.__setitem__(0, 1)):
        try:
            act(wrong)
        except (TypeError, AttributeError) as error:
            print(error)
del Pair.__setitem__
try:
    swap([Pair(1, 2)], 10)
except TypeError as error:
    print(error)
