for value in (0, 1, -1, -2, 2 ** 31, 2 ** 61 - 2, 2 ** 61 - 1, 2 ** 61, 2 ** 61 + 5, -2 ** 61, 2 ** 64, 10 ** 30, -10 ** 30):
    print(value, hash(value))
for value in (0.0, -0.0, 1.0, 1.5, -2.5, 0.1, 1e300, 2.0 ** 70, float("inf"), float("-inf")):
    print(value, hash(value))
print(hash(True), hash(None) == hash(None), hash(10 ** 20) == hash(1e20), hash((1, 2.0, (3,))), hash((None is None, 1)))


class Big:
    def __hash__(self):
        return 2 ** 70 + 3


print(hash(Big()), hash(frozenset()), hash(frozenset([1, 2, 3])), hash(range(3)) == hash(range(0, 3)))
