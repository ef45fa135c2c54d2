class Stack(list):
    def push(self, item):
        self.append(item)
        return self

    def __repr__(self):
        return f"Stack({super().__repr__()})"


class Default(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


class Upper(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper())

    def shout(self):
        return self + "!"


class Even(int):
    def __add__(self, other):
        return Even(int(self) + other)


class Pair(tuple):
    @property
    def first(self):
        return self[0]


s = Stack([1]).push(2).push(3)
print(s, len(s), s[-1], s[0:2], s == [1, 2, 3], sorted(s, reverse=True), isinstance(s, list), list(s))
d = Default(a=1)
print(d["a"], d["b"], d["b"], dict(d), d.get("zz"), "c" in d, len(d))
u = Upper("abc")
print(u, u.shout(), type(u.shout()).__name__, u == "ABC", {u: 1}["ABC"], u.lower(), len(u))
e = Even(4)
print(e + 1, type(e + 1).__name__, type(e - 1).__name__, e * 2, e == 4, [10, 20, 30, 40, 50][e])
p = Pair((7, 8))
print(p, p.first, p == (7, 8), hash(p) == hash((7, 8)))


class MyError(ValueError, KeyError):
    pass


try:
    raise MyError("both")
except KeyError as error:
    print(error, isinstance(error, ValueError))
