def truth(value):
    if value:
        return "true"
    elif value is None:
        return "none"
    else:
        return "false"


for value in (0, 1, "", "a", None, [], [0], {}, 0.0, -0.0, float("nan"), (), (None,), False, range(0), 2 ** 70):
    print(repr(value), truth(value), not value)
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, None or 0 or "" or [], 1 and "a" and 0, not 1 or 2, 0 or not 0)
print("a" if 1 else "b", "a" if 0 else "b" if 1 else "c", (1 if 0 else 2) + 1)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 > 0, 1 == 1.0 == True, 1 < 2 > 1, 1 in [1] == True, (1 in [1]) == True)
x = 5
print(0 <= x < 10, not x == 5, x != 4 and x is not None, x if x > 3 else -x)
if x > 3 and x < 10 or 1 / 0:
    print("short circuit")
if not (x > 10 or x < 0):
    print("in range")


class Falsy:
    def __bool__(self):
        print("bool", end=" ")
        return False


f = Falsy()
print((f and 1) is f, (f or 1), not f, 1 if f else 2)
while f:
    print("never")
