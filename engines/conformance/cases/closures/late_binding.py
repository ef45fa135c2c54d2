functions = []
for i in range(3):
    functions.append(lambda: i)
print([f() for f in functions])
functions = []
for i in range(3):
    functions.append(lambda i=i: i)
print([f() for f in functions])
print([f() for f in [lambda: j for j in range(3)]])


def make():
    result = []
    for k in range(3):
        def function():
            return k

        result.append(function)
    k = 99
    return result


print([f() for f in make()])


def parameters(a, b):
    def change():
        nonlocal a
        a += b
        return a

    b = 100
    return change(), change(), a


print(parameters(1, 2))


def recursive(n):
    def down(k):
        return 0 if k == 0 else k + down(k - 1)

    return down(n)


print(recursive(10))
