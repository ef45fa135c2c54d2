print({1, 2, 3}, {3, 1, 2}, {10, 5, 1}, set(), {100, 8, 16, 0}, frozenset([3, 1]), frozenset())
numbers = set()
for i in range(20, 0, -1):
    numbers.add(i * 5)
print(numbers)
numbers.discard(50)
numbers.discard(999)
numbers.remove(5)
print(numbers, len(numbers), 10 in numbers, 50 in numbers)
a, b = {1, 2, 3}, {2, 3, 4}
print(a | b, a & b, a - b, a ^ b, a < b, {1} < a, a >= {1, 2}, a == {3, 2, 1}, a != b, a.isdisjoint({9}))
print(a.union([5], [6]), a.intersection([1, 2]), a.difference([1]), a.symmetric_difference([1, 7]), a.issubset([1, 2, 3, 4]), a.issuperset([1]))
a |= {9}
a &= {1, 9, 3}
a -= {3}
a ^= {1, 5}
print(a)
a.update([7, 8], (6,))
print(a, sorted(a), sum(a), min(a), max(a))
for call in (lambda: set().pop(), lambda: {1}.remove(2), lambda: {[]}, lambda: {1} | [2], lambda: {1} + {2}, lambda: set(5), lambda: frozenset().add(1)):
    try:
        print(call())
    except (KeyError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)
