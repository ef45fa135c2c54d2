# `divmod` of small integers in compiled code, and of everything else.


def pairs(values, divisors):
    total = 0
    for a in values:
        for b in divisors:
            q, r = divmod(a, b)
            total = (total * 31 + q * 7 + r) % 1000003
    return total


def single(n, d):
    pair = divmod(n, d)
    return pair


numbers = list(range(-60, 61))
print(pairs(numbers, [1, -1, 2, -2, 3, -7, 10, 59, -61]))
print(pairs([2**48 - 1, -(2**48), 2**47, -(2**48) + 1], [1, -1, 3, -3]))
for n in range(600):
    single(n, 7)
print(single(-(2**48), -1), single(2**48, -1), single(2**70, 3), single(7.5, 2), single(True, 2), single(-7, True))
for n, d in [(1, 0), (1.0, 0), (1, "a"), (2**70, 0)]:
    try:
        single(n, d)
    except (ZeroDivisionError, TypeError) as error:
        print(type(error).__name__, error)


class Money:
    def __init__(self, n):
        self.n = n

    def __divmod__(self, other):
        return ("money", self.n, other)


print(single(Money(5), 3))
builtin = divmod


def divmod(a, b):
    return builtin(a, b)[::-1]


print(single(17, 5), pairs(numbers, [3, 4]))
