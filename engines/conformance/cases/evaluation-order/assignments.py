def t(name, value):
    print(name, end=" ")
    return value


class Box:
    def __init__(self):
        self.__dict__["items"] = {}

    def __setattr__(self, name, value):
        print(f"setattr({name}, {value})", end=" ")

    def __getattr__(self, name):
        print(f"getattr({name})", end=" ")
        return 10

    def __setitem__(self, key, value):
        print(f"setitem({key}, {value})", end=" ")

    def __getitem__(self, key):
        print(f"getitem({key})", end=" ")
        return 20


b = Box()
t("container", b)[t("index", 1)] = t("value", 2)
print()
t("object", b).field = t("value", 3)
print()
t("container", b)[t("index", 1)] += t("value", 2)
print()
t("object", b).field -= t("value", 3)
print()
t("first", b)[t("i", 0)], t("second", b).name = t("right", (5, 6))
print()
x = t("a", b)[0] = t("c", b).d = t("value", 7)
print(x)
i = 0
values = [1, 2, 3]
i = values[i] = 2
print(i, values)
for t("loop", b)[t("key", 0)] in t("iterable", [1, 2]):
    print("body")
del values[t("delete", 0)], x
print(values)


def decorated(name):
    print("decorator", name, end=" ")
    return lambda f: print("apply", name, end=" ") or f


@decorated("one")
@decorated("two")
def f(a=t("default", 1)):
    pass


print()


class C(t("base", object)):
    x = t("body", 1)


print()
assert t("condition", True), t("message", "never")
print()
