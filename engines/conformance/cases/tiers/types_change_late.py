# Loops that run long enough to be compiled meet another type late.
def add_all(items):
    total = 0
    for item in items:
        total = total + item
    return total


print(add_all([1] * 5000 + [0.5] + [2] * 3000))
print(add_all([1.5] * 5000 + [2] + [0.25] * 3000))
print(add_all([1] * 5000 + [True] + [2] * 3000))
print(add_all(list(range(6000)) + [2**70]))
try:
    add_all([1] * 9000 + ["x"])
except TypeError as error:
    print(error)


def counting(start, step, times):
    value = start
    for _ in range(times):
        value += step
    return value


for _ in range(30):
    counting(0, 1, 500)
print(counting(0, 1, 500), counting(0.5, 1, 500), counting(0, 0.5, 500), counting("a", "b", 3))


def mixed(n):
    x = 0
    for i in range(n):
        if i == n - 10:
            x = x + 0.5
        else:
            x = x + 1
    return x


for _ in range(5):
    print(mixed(3000))


def late(n):
    result = None
    for i in range(n):
        if i > n - 3:
            result = i * 1.5
    return result


for _ in range(60):
    late(100)
print(late(100), late(1), late(0))
