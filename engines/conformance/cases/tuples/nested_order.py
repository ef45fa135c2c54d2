"""Order and equality of tuples inside tuples, and what cannot be ordered."""

nan = float("nan")
pairs = [(1, (2, 3)), (1, (2,)), (1, (2, 3, 4)), (1, ()), (1, (2.0, 3)), (1, (True, 9)), (1, ("a",)), (1, (nan, 0)), (1, (nan, 1)), (1, ((1,), 2))]
for a in pairs:
    row = []
    for b in pairs:
        for test in (lambda: a < b, lambda: a >= b, lambda: a == b, lambda: a != b):
            try:
                row.append(str(test())[0])
            except TypeError as error:
                row.append(str(error))
    print(a, row)


class Odd(tuple):
    def __eq__(self, other):
        return len(self) == len(other)

    def __lt__(self, other):
        return len(self) < len(other)

    __hash__ = tuple.__hash__


print((1, Odd((1, 2))) == (1, (3, 4)), (1, Odd((9,))) < (1, (0, 0)), (1, (0, 0)) < (1, Odd((9,))))
print(sorted([(3, (2, 1)), (3, (1, 5)), (1, (9, 9)), (3, (1, 5, 0))]))
