x = 10
x += 5
x -= 3
x *= 2
x //= 5
x **= 3
x %= 50
print(x)
x /= 4
print(x)
x = 6
x <<= 3
x |= 1
x &= 0x3F
x ^= 7
x >>= 1
print(x)
items = [1, [2]]
items[0] += 5
items[1] += [3]
items[-1][0] *= 10
print(items)
table = {"a": 1}
table["a"] += 1
table["b"] = table.get("b", 0) + 1
print(table)
try:
    table["zz"] += 1
except KeyError as error:
    print(error, table)
try:
    x += "a"
except TypeError as error:
    print(error)
try:
    x -= []
except TypeError as error:
    print(error)
try:
    undefined += 1
except NameError as error:
    print(error)
s = t = "ab"
s += "c"
print(s, t)
for symbol in ("x",):
    try:
        x **= symbol
    except TypeError as error:
        print(error)
    try:
        x //= symbol
    except TypeError as error:
        print(error)
    try:
        x |= symbol
    except TypeError as error:
        print(error)
