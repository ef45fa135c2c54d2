def make():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    def get(): return n
    def reset(v=0):
        nonlocal n
        n = v
    class Inside:
        n = 'class'
        def read(self): return n
        seen = [n for _ in range(2)]
        copy = n
    return inc, get, reset, Inside
inc, get, reset, Inside = make()
print(inc(), inc(), get(), Inside.n, Inside().read(), Inside.seen, Inside.copy)
reset(); print(get(), inc.__closure__[0].cell_contents, inc.__code__.co_freevars, reset.__code__.co_varnames)
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
def outer(x):
    def mid():
        def inner(): return x
        return inner
    x = x * 2
    return mid()
print(outer(4)())
def deleted():
    v = 1
    def g(): return v
    del v
    return g
try: deleted()()
except NameError as e: print(e)
def late():
    def g(): return w
    try: g()
    except NameError as e: print(e)
    w = 5
    return g()
print(late())
def gen():
    total = 0
    def add(v):
        nonlocal total
        total += v
    for i in range(4):
        add(i); yield total
print(list(gen()))
x = 'global'
def f():
    x = 'local'
    class C:
        y = x
        def g(self): return x
    return C.y, C().g()
print(f())
def h():
    class C:
        try: z = undefined
        except NameError as e: print(e)
        x = 1
        def g(self): return x
    return C().g()
print(h())
