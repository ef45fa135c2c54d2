"""What compiled code takes for granted about indices, signs and the layout of namespaces, until it is no longer so."""

import builtins

LIMIT = 5000


def item_or_none(items, index):
    try:
        return items[index]
    except IndexError:
        return None


def store(items, index, value):
    try:
        items[index] = value
        return True
    except IndexError:
        return False


items = list(range(10))
print(sum(item_or_none(items, i % 10) for i in range(LIMIT)))
print([item_or_none(items, i) for i in (-11, -10, -1, 0, 9, 10)])
# Outside far more often than a translation bears.
print(sum(item_or_none(items, i % 20) is None for i in range(LIMIT)))
print(sum(store(items, i % 13, i) for i in range(LIMIT)), items)
print([store(items, i, i) for i in (-11, -10, 9, 10)], items)


def walk(items, start, stop):
    """Indices that were never negative, and then are."""
    total = 0
    for i in range(start, stop):
        total += items[i] * (i + 1)
    return total


numbers = list(range(100))
print(sum(walk(numbers, 0, 100) for _ in range(100)))
print(walk(numbers, -100, 100), walk(numbers, -3, 0))


def countdown(items, at):
    seen = 0
    while at >= -len(items):
        seen = (seen * 3 + items[at]) % 1000003
        at -= 1
    return seen


print([countdown(numbers, start) for start in (99, 50, 0, -1)])
print(sum(countdown(numbers, 99) for _ in range(60)) % 1000003)


def quotients(numbers, divisor):
    total = 0
    for n in numbers:
        try:
            total += n // divisor * 3 + n % divisor
        except ZeroDivisionError:
            total -= 1
    return total


def counted_quotients(limit, divisor):
    total = 0
    for n in range(limit):
        total += n // divisor * 3 + n % divisor + (n * n + 7) // 10 % 13
    return total


print(quotients(range(LIMIT), 7), quotients(range(-LIMIT, 0), 7), quotients(range(LIMIT), -7), quotients([1, 2], 0))
print(counted_quotients(LIMIT, 7), counted_quotients(LIMIT, -7))
try:
    counted_quotients(10, 0)
except ZeroDivisionError as error:
    print(error)


def sub_ranges(limit):
    """Bounds that are computed."""
    total = 0
    for i in range(limit):
        for j in range(i + 1, limit):
            total += i * j
        for j in range(i - 3, i):
            total += numbers[j]
    return total


print(sub_ranges(60), sub_ranges(99))
try:
    for i in range(1 << 62, (1 << 62) + 3):
        for j in range(i + 1, i + 3):
            print(j, end=" ")
    print()
    for i in range((1 << 63) - 2, (1 << 63) + 1):
        for j in range(i + 1, i + 2):
            print(j, end=" ")
    print()
except OverflowError as error:
    print(error)


def reads_globals(rounds):
    """A name comes and goes while the loop is hot."""
    total = 0
    for i in range(rounds):
        total += STEP + len(items) + abs(-i)
        if i % 1000 == 900:
            globals()[f"fresh_{i}"] = i
        if i % 1000 == 950:
            del globals()[f"fresh_{i - 50}"]
        if i == rounds - 10:
            globals()["len"] = lambda _: 1000
        if i == rounds - 5:
            del globals()["len"]
    return total


STEP = 2
print(reads_globals(9000), reads_globals(9000))


def shadowed(rounds):
    total = 0
    for i in range(rounds):
        total += max(i, 3)
        if i == rounds // 2:
            builtins.max = lambda a, b: -1
    return total


largest = builtins.max
print(shadowed(6000))
builtins.max = largest
print(shadowed(20))
builtins.max = largest


def own_range(n):
    return builtins.range(-n, n)


def through(rounds, make):
    global range
    range = make
    total = 0
    for i in range(rounds):
        total += numbers[i]
    del range
    return total


print(through(50, own_range), through(50, builtins.range), sum(through(40, own_range) for _ in builtins.range(200)))
