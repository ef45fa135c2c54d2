class C:
    def __int__(self):
        return 7

    def __float__(self):
        return 1.5

    def __index__(self):
        return 2

    def __bool__(self):
        return False

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __hash__(self):
        return 42

    def __round__(self, digits=None):
        return ("round", digits)


c = C()
print(int(c), float(c), [10, 20, 30][c], bool(c), str(c), repr(c), hash(c), round(c), round(c, 2), hex(c), "ab" * c, list(range(c)))
print(c, [c], (c,), {"k": c}, f"{c} {c!r}", "%s %r" % (c, c), "abcdef"[c:], 1 if c else 0)


class ReprOnly:
    def __repr__(self):
        return "only repr"


class StrOnly:
    def __str__(self):
        return "only str"


print(ReprOnly(), [ReprOnly()], StrOnly(), str(StrOnly()))


class Wrong:
    def __str__(self):
        return 5

    def __repr__(self):
        return None

    def __int__(self):
        return "x"

    def __float__(self):
        return 1

    def __hash__(self):
        return "h"

    def __index__(self):
        return 1.5


w = Wrong()
for call in (lambda: str(w), lambda: repr(w), lambda: int(w), lambda: float(w), lambda: hash(w), lambda: [1][w], lambda: print(w)):
    try:
        call()
    except TypeError as error:
        print(error)
for call in (lambda: int(StrOnly()), lambda: float(StrOnly()), lambda: [1][StrOnly()]):
    try:
        call()
    except TypeError as error:
        print(error)
