records = [("b", 2), ("a", 2), ("c", 1), ("d", 2), ("e", 1)]
print(sorted(records), sorted(records, key=lambda r: r[1]), sorted(records, key=lambda r: r[1], reverse=True))
print(sorted(records, key=lambda r: (-r[1], r[0])), sorted(records, reverse=True))
items = [5, 2, 9, 1]
print(items.sort(), items, items.sort(reverse=True), items, items.sort(key=lambda x: x % 3), items)
print(sorted("banana"), sorted(["b", "A", "c"], key=str.lower), sorted([3, 1.5, True]), sorted([(1, "b"), (1, "a")]), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]))
print(sorted(["10", "9", "1"]), sorted(["10", "9", "1"], key=int), sorted([]), sorted([1]), sorted(range(5), key=lambda x: -x), sorted([None, 1, 0], key=bool))
for bad in ([1, "a"], ["a", 1], [1, None], [None, None], [(1, "a"), (1, 2)], [{}, {}], [[1], 2], [1, 2, "x", 3]):
    try:
        print(sorted(bad))
    except TypeError as error:
        print(error)
try:
    sorted([1, 2], key=5)
except TypeError as error:
    print(error)
try:
    [1].sort(lambda x: x)
except TypeError as error:
    print(error)
