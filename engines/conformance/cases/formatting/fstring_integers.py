# Integers among the pieces of an f-string, in code that runs often enough to be translated.


class Loud:
    def __format__(self, spec):
        return f"Loud<{spec}>"


class Special(int):
    def __format__(self, spec):
        return "special"


class Worded(int):
    def __str__(self):
        return "worded"


class Bad:
    def __format__(self, spec):
        raise ValueError("bad")


VALUES = [0, 1, -1, 9, 10, 99, 100, 101, 999, 1000, -10, -100, 12345678901234, -(2**47), 2**47 - 1, 2**48 - 1, -(2**48), 2**48]
VALUES += [2**63, 2**64, 10**30, True, None, 1.5, "x", "\u00e9\u4e2d", Loud(), Special(5), Worded(7), [1, "a"]]


def show(first, second):
    return f"<{first}:{second}>", f"{first}", f"{first}{second}", f"{first}\u00e9{second}"


for _ in range(5):
    shown = [show(first, second) for first in VALUES for second in VALUES]
print(shown)


def powers(count):
    return [f"{i * i * i * i}{i}-{-i}" for i in range(count)]


print(powers(70000)[::997])

for i in range(300):
    piece = Bad() if i == 299 else i
    try:
        text = f"a{i}b{piece}c"
    except ValueError as error:
        print(error, text)
