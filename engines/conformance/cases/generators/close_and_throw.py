def worker():
    try:
        while True:
            try:
                x = yield "ready"
                print("got", x)
            except ValueError as error:
                print("handled", error)
    finally:
        print("cleanup")


g = worker()
next(g)
g.send(1)
print(g.throw(ValueError("bad")))
g.close()
g.close()
try:
    next(g)
except StopIteration:
    print("stopped")
g = worker()
next(g)
try:
    g.throw(KeyError("escapes"))
except KeyError as error:
    print("outside", error)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)


def raises_stop():
    yield 1
    raise StopIteration("inside")


try:
    list(raises_stop())
except RuntimeError as error:
    print(error, repr(error.__cause__))
unstarted = worker()
unstarted.close()
print(list(unstarted))
