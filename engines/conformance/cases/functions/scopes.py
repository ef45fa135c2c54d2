x = "global"


def read():
    return x


def shadow():
    x = "local"
    return x


def change():
    global x
    x = "changed"


print(read(), shadow(), read())
change()
print(read())


def unbound():
    print(x)
    x = 1


def maybe(flag):
    if flag:
        value = 1
    return value


def deleted():
    value = 1
    del value
    return value


def loop_variable():
    for i in []:
        pass
    return i


for call in (unbound, lambda: maybe(False), deleted, loop_variable, lambda: undefined_name):
    try:
        print(call())
    except NameError as error:
        print(type(error).__name__, error)
print(maybe(True))


def make_global():
    global created
    created = 5


make_global()
print(created)
print([x for x in range(3)], x)
len = lambda value: "shadowed"
print(len([]))
del len
print(len([]))
