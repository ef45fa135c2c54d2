def table(n):
    base = 10
    return [[base * i + j for j in range(n) if j != i] for i in range(n)]


print(table(3))


def count(items):
    seen = 0

    def bump(x):
        nonlocal seen
        seen += 1
        return x

    return [bump(x) for x in items], seen


print(count("abc"))


def compose(*functions):
    def composed(x):
        for f in reversed(functions):
            x = f(x)
        return x

    return composed


print(compose(str, lambda x: x + 1, lambda x: x * 2)(5) + "!")


def memo(function):
    cache = {}

    def wrapped(n):
        if n not in cache:
            cache[n] = function(n)
        return cache[n]

    return wrapped


fib = memo(lambda n: n if n < 2 else fib(n - 1) + fib(n - 2))
print(fib(90))
