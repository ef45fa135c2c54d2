a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), [c, d] = (1, 2), "xy"
print(a, b, c, d)
x = y = z = [0]
print(x is y is z)
i, items = 0, [10, 20, 30]
i, items[i] = 2, 99
print(i, items)
for (a, b), c in [((1, 2), 3), ((4, 5), 6)]:
    print(a, b, c)
for index, (key, value) in enumerate({"k": 1, "l": 2}.items()):
    print(index, key, value)
[p, q] = {"first": 1, "second": 2}
print(p, q)
m, = [7]
print(m)
() = []
a = b, c = 1, 2
print(a, b, c)
