def count(n):
    print("start")
    i = 0
    while i < n:
        received = yield i
        if received is not None:
            print("received", received)
            i = received
        else:
            i += 1
    return "result"


g = count(5)
print(next(g), next(g), g.send(3), next(g))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
print(list(count(3)), sum(count(4)), type(g).__name__, g is iter(g), next(g, "default"))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


result = []
for value in fib():
    if value > 100:
        break
    result.append(value)
print(result)


def empty():
    return
    yield


print(list(empty()), [x for x in empty()])
fresh = count(2)
try:
    fresh.send(1)
except TypeError as error:
    print(error)


def selfish():
    yield next(me)


me = selfish()
try:
    next(me)
except ValueError as error:
    print(error)
a, b, c = (x * x for x in range(3))
print(a, b, c)
