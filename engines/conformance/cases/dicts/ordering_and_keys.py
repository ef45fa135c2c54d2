table = {}
for key in ("c", "a", "b"):
    table[key] = len(table)
print(table)
table["a"] = 10
print(table)
del table["c"]
table["c"] = 20
print(table)
print({1: "int", 1.0: "float", True: "bool"}, {0: "a", False: "b", -0.0: "c"})
print({"x": 1, "y": 2, "x": 3})
print({None: 1, (): 2, "": 3, 0: 4, frozenset(): 5}[()])
big = {}
for i in range(1000):
    big[i * 7 % 1000] = i
for i in range(0, 1000, 3):
    del big[i]
print(len(big), list(big)[:10], list(big)[-5:])
for i in range(0, 1000, 6):
    big[i] = -i
print(len(big), list(big)[-5:], sum(big.values()))
print({2 ** 70: "big"}[2 ** 70], {1e20: "f"}[10 ** 20])
