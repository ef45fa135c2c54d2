def attempt(values):
    try:
        a, b = values
        print(a, b)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


attempt([1])
attempt([1, 2, 3])
attempt([])
attempt("abc")
attempt("")
attempt(5)
attempt(None)
attempt({1: 2})
attempt(range(5))
attempt((1, 2))
try:
    (a, b), c = (1, 2)
except TypeError as error:
    print(error)
try:
    for a, b in [(1, 2), (3,)]:
        print(a, b)
except ValueError as error:
    print(error)
