def inner():
    received = yield 1
    print("inner got", received)
    try:
        yield 2
    except ValueError as error:
        print("inner caught", error)
        yield "recovered"
    return "inner result"


def outer():
    result = yield from inner()
    print("outer got", result)
    yield from [10, 20]
    yield from "ab"
    return "done"


g = outer()
print(next(g), g.send("hello"), g.throw(ValueError("boom")))
print(list(g))


def tree(value):
    if isinstance(value, list):
        for item in value:
            yield from tree(item)
    else:
        yield value


print(list(tree([1, [2, [3, []], 4], [[5]]])))


def delegate():
    try:
        yield from 5
    except TypeError as error:
        print(error)
    yield (yield from (x for x in range(2)))


print(list(delegate()))
