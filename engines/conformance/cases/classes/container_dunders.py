class Shelf:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __contains__(self, item):
        return ("has", item) == ("has", "magic") or item in self.items

    def __iter__(self):
        return iter(self.items)

    def __reversed__(self):
        return ["reversed"]

    def __call__(self, *args, **kwargs):
        return args, kwargs


s = Shelf(1, 2, 3)
print(len(s), s[0], s[-1], s[0:2], 2 in s, "magic" in s, 9 not in s, list(s), list(reversed(s)), bool(s), bool(Shelf()))
s[0] = 10
s[1] += 5
del s[2]
print(s.items, s(1, k=2), [x for x in s], sum(s), max(s), sorted(s), tuple(s))
a, b = s
print(a, b, callable(s))
try:
    s[5]
except IndexError as error:
    print(error)


class Bad:
    def __len__(self):
        return -1

    def __bool__(self):
        return 5


for call in (lambda: len(Bad()), lambda: bool(Bad()), lambda: Bad()[0], lambda: 1 in Bad(), lambda: list(Bad()), lambda: Bad()()):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    Bad()[0] = 1
except TypeError as error:
    print(error)
