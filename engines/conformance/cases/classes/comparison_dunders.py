class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __le__(self, other):
        return self.parts <= other.parts

    def __repr__(self):
        return "v" + ".".join([str(p) for p in self.parts])


a, b, c = Version(1, 2), Version(1, 10), Version(1, 2)
print(a == c, a != b, a is c, a < b, b > a, a <= c, a >= b, sorted([b, a]), max(a, b), min(b, a), a == 5, a != 5, a in [c], [b, a].index(c))
try:
    hash(a)
except TypeError as error:
    print(error)


class Loud:
    def __lt__(self, other):
        print("lt", end=" ")
        return []

    def __eq__(self, other):
        return "equal"

    def __ne__(self, other):
        return "different"


x = Loud()
print(x < 1, x == 1, x != 1, not x == 1, 1 == x)
for call in (lambda: x > 1, lambda: x <= 1, lambda: object() < object(), lambda: 1 < None, lambda: [] < 1, lambda: {} > {}, lambda: (lambda: 0) < 5):
    try:
        print(call())
    except TypeError as error:
        print(error)
