def everything(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


print(everything(1, c=3), everything(1, 5, 6, 7, c=8, z=9), everything(*[1, 2, 3], **{"c": 4, "e": 5}))


def positional(a, b, /, c):
    return a, b, c


print(positional(1, 2, 3), positional(1, 2, c=4))


def keywords(**options):
    return options


print(keywords(), keywords(b=1, a=2), keywords(**{"x y": 1}), keywords(**{"a": 1}, **{"b": 2}))
first, *middle, last = range(5)
print(first, middle, last)
*start, end = "abc"
a, *b = [1]
(c, *d), e = ("xyz", 5)
print(start, end, a, b, c, d, e)
print([*range(2), *"ab"], (*[1], 2), {**{"a": 1}, "b": 2, **{"a": 3}}, {*[1, 2], *(2, 3)})
for head, *tail in [(1, 2, 3), "ab"]:
    print(head, tail)
for call in (lambda: positional(a=1, b=2, c=3), lambda: everything(1), lambda: everything(), lambda: keywords(1), lambda: keywords(**{"a": 1}, **{"a": 2}), lambda: positional(1, 2, 3, 4), lambda: everything(1, 2, a=3, c=1)):
    try:
        print(call())
    except TypeError as error:
        print(error)
try:
    a, *b, c = [1]
except ValueError as error:
    print(error)


def passthrough(*args, **kwargs):
    return everything(*args, **kwargs)


print(passthrough(1, c=2, extra=3), (lambda *a, **k: (a, k))(1, x=2))
