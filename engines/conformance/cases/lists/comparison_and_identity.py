print([1, 2] == [1, 2], [1, 2] == [2, 1], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [2] > [1, 5], [1, 2] <= [1, 2], [1, "a"] == [1.0, "a"])
print([1, [2, 3]] == [1, [2, 3]], [1] == (1,), [] == {}, [1, 2] != [1, 2, 3])
for call in (lambda: [1] < ["a"], lambda: [1] < (2,), lambda: ["a", 1] < ["a", "b"], lambda: [None] >= [None, 1], lambda: [None, 1] > [None]):
    try:
        print(call())
    except TypeError as error:
        print(error)
print(1 in [1.0], True in [1], "a" in ["ab"], None in [0, None], [] in [[]])
rows = [[0] * 2] * 2
rows[0][0] = 1
print(rows)
rows = [[0] * 2 for _ in range(2)]
rows[0][0] = 1
print(rows)
a = b = [1]
a += [2]
print(a is b, b)
a = a + [3]
print(a is b, b)
nested = [1]
nested.append(nested)
print(nested, [nested], len(nested))
print(list((1, 2)), list("ab"), list({"k": 1}), list(range(3)), list(), list(map(str, [1, 2])))
