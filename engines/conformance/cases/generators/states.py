# a generator from birth to death
def g():
    try:
        got = yield 1
        got = yield got
    finally:
        pass
    return "end"
def run(*steps):
    it, out = g(), []
    for s in steps:
        try: out.append(s(it))
        except BaseException as e: out.append((type(e).__name__, str(e)))
    return out
n = next
send = lambda v: lambda it: it.send(v)
throw = lambda *a: lambda it: it.throw(*a)
close = lambda it: it.close()

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: run(n, n, n, n))
show(lambda: run(send(5)))
show(lambda: run(n, send(5), n))
show(lambda: run(close, n))
show(lambda: run(n, close, close, n))
show(lambda: run(throw(ValueError("x")), n))
show(lambda: run(n, throw(ValueError, "x"), n))
show(lambda: run(n, throw(KeyError("k")), n))
show(lambda: run(n, throw(5)))
show(lambda: run(n, throw("text")))
show(lambda: run(n, throw(ValueError, ValueError("y"))))
show(lambda: run(n, throw(StopIteration("s"))))
show(lambda: run(n, throw(GeneratorExit)))
show(lambda: run(lambda it: list(it), n))
show(lambda: run(lambda it: it.gi_running))
show(lambda: run(lambda it: it.__name__, lambda it: it.__qualname__))
show(lambda: run(n, throw(ValueError, "x", None)))
show(lambda: run(lambda it: iter(it) is it))
show(lambda: run(lambda it: it.send()))
show(lambda: run(lambda it: it.throw()))
show(lambda: run(throw(int)))
