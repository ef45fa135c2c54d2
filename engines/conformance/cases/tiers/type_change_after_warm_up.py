def add(a, b):
    return a + b


def scale(values, factor):
    total = values[0] - values[0]
    for value in values:
        total = total + value * factor
    return total


total = 0
for i in range(5000):
    total = add(total, i)
print(total)
print(add(1.5, 2), add("a", "b"), add([1], [2]), add((1,), ()), add(True, True), add(2 ** 62, 2 ** 62), add(-2 ** 48, -1))
for i in range(2000):
    scale([1, 2, 3], 2)
print(scale([1, 2, 3], 2), scale([1.0, 2, 3], 2), scale([1, 2, 3], 0.5), scale([2 ** 47, 2 ** 47], 4), scale([True, False], 3))
try:
    scale(["a"], 2)
except TypeError as error:
    print(error)
try:
    add(1, "a")
except TypeError as error:
    print(error)
total = 0.0
for i in range(5000):
    total = add(total, 0.5)
print(total, add(3, 4))
