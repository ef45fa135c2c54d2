print({x: x * x for x in range(4)}, {k: v for k, v in zip("ab", [1, 2])}, {v: k for k, v in {"a": 1, "b": 2}.items()})
print({x % 3: x for x in range(10)}, {x: y for x in range(3) for y in range(x)}, {})
print({x % 3 for x in range(10)}, sorted({c for c in "hello" if c != "l"}), len({(i, j) for i in range(3) for j in range(3)}))
print({i: [j for j in range(i)] for i in range(3)})


def key(x):
    print("key", x)
    return x


def value(x):
    print("value", x)
    return -x


print({key(i): value(i) for i in range(2)})
print({key(1): value(1), key(2): value(2)})
try:
    {[]: 1 for _ in range(1)}
except TypeError as error:
    print(error)
