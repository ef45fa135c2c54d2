def make_counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = start

    return increment, reset


first, reset = make_counter()
second, _ = make_counter(10)
print(first(), first(), second(), first(5), second(-1))
reset()
print(first(), second())


def outer():
    x = 1

    def middle():
        def inner():
            nonlocal x
            x *= 2
            return x

        return inner

    def read():
        return x

    inner = middle()
    inner()
    inner()
    return read(), x


print(outer())


def adder(n):
    return lambda x: x + n


add5, add7 = adder(5), adder(7)
print(add5(1), add7(1), [f(10) for f in (add5, add7)])
print((lambda a: lambda b: lambda c: (a, b, c))(1)(2)(3))
