# One operand is known to be an integer, the other was always a float until now: two integers give an integer.


def subtract(n, a, b, c=1):
    for i in range(n):
        c = 0 - a + b
        if a > 2**300 or a < -(2**300):
            a %= 1000003
        if c > 2**300 or c < -(2**300):
            c %= 1000003
    return a, b, c


def multiply(n, a, c=0):
    k = 3
    for i in range(n):
        c = a * 2 + k * a - a * k
        if c > 2**300:
            c %= 1000003
        k = 4 - (i & 1)
    return c


def add(n, values):
    total = 0
    for i in range(n):
        for v in values:
            x = i + v
            total = 1 + v
            if x > 2**300:
                total = v
    return total, x


for n in (90, 5000):
    print(subtract(n, 5e-324, 1, -(2**31) - 1), subtract(n * 2, -1, 5, 2**64 + 1), subtract(n, 2**70, 1), subtract(n, -0.0, 0))
    print(multiply(n, 0.5), multiply(n, 7), multiply(n, 2**62), multiply(n, True))
    print(add(n, [0.5]), add(n, [2]), add(n, [2, 0.5]), add(n, [0.5, 2]), add(n, [2**62]))
