values = [0, 1, -1, 1.0, True, False, "a", "", None, [], [1], (), (1,), {}, 2 ** 70, 1e300, float("inf")]
for left in values:
    print([left == right for right in values].count(True), [left != right for right in values].count(True), end=" ")
print()
numbers = [0, 1, -1, 1.5, True, 2 ** 70, -2 ** 70, 1e300, float("inf"), -0.0, 2 ** 53, 2.0 ** 53, 2 ** 53 + 1]
print(sorted(numbers))
for left in numbers:
    print([(left < right) + 2 * (left == right) for right in numbers])
print(None is None, [] is [], True is (1 == 1), type(1) is int, None == 0, None != False, "1" == 1)
nan = float("nan")
print(nan < nan, nan == nan, nan != nan, max(nan, 1) != max(nan, 1), max(1, nan), min(1, nan), sorted([3, nan, 1])[0])
print("a" == b"a", (1, 2) == [1, 2], 1 == "1", {} == [], 0.1 + 0.2 == 0.3, range(2) == [0, 1])
