point = (1, 2)
print(point, (1,), (), 1, (1, (2, 3)), tuple([1, 2]), tuple("ab"), tuple())
print(point + (3,), point * 2, 2 * point, point[0], point[-1], point[::-1], len(point), 1 in point, point.count(1), point.index(2))
print((1, 2) < (1, 3), (1,) < (1, 0), (1, "a") == (1.0, "a"), () < (0,), (2,) > (1, 9))
print(hash((1, 2)) == hash((1.0, 2)), hash(()) == hash(()), {(1, 2): "x"}[1, 2])
print(hash((1, 2)), hash((1, 2, 3)), hash(()), hash((0,)), hash((1, (2, 3))), hash((-1, 2 ** 70)))
for call in (lambda: point[2], lambda: point.index(9), lambda: hash([]), lambda: hash((1, [])), lambda: {}[[]], lambda: point + [3], lambda: (1, "a") < (1, 2), lambda: point.append(1)):
    try:
        print(call())
    except (IndexError, ValueError, TypeError, AttributeError, KeyError) as error:
        print(type(error).__name__, error)
try:
    point[0] = 5
except TypeError as error:
    print(error)
holder = ([],)
try:
    holder[0] += [1]
except TypeError as error:
    print(error, holder)
a = 1, 2
b = 3,
print(a, b, a + b, not (), bool((0,)))
