print([x * x for x in range(5)], [x for x in range(10) if x % 2 if x > 3], [(x, y) for x in range(3) for y in range(x)])
print([[i * j for j in range(3)] for i in range(3)], [c.upper() for c in "abc"], [x for x in []])
x = "outer"
print([x for x in range(3)], x)
print([y for x in [[1, 2], [3]] for y in x], x)
print([a + b for a, b in [(1, 2), (3, 4)]], [k for k, (v, w) in [("a", (1, 2))]])
print([x if x % 2 else -x for x in range(5)], [lambda_result for lambda_result in map(lambda v: v + 1, [1, 2])])
try:
    [z for _ in range(1)]
except NameError as error:
    print(error)
try:
    print(_)
except NameError as error:
    print(error)


def f(n):
    return [n * i for i in range(n)], [[n + j for j in range(i)] for i in range(n)]


print(f(3))
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [sum(row) for row in matrix], [v for row in matrix for v in row if v % 2 == 0])


def order():
    def source(name, values):
        print("source", name)
        return values

    return [(a, b) for a in source("a", [1, 2]) for b in source("b", "xy")]


print(order())
