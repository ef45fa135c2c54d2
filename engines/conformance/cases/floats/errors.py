def attempt(function):
    try:
        print(function())
    except (OverflowError, ValueError, ZeroDivisionError, TypeError) as error:
        print(type(error).__name__, error)


attempt(lambda: 2.0 ** 10000)
attempt(lambda: 10.0 ** 400)
attempt(lambda: float(10 ** 400))
attempt(lambda: 10 ** 400 / 3)
attempt(lambda: 10 ** 400 * 1.0)
attempt(lambda: int(float("inf")))
attempt(lambda: int(float("-inf")))
attempt(lambda: int(float("nan")))
attempt(lambda: round(float("inf")))
attempt(lambda: float("abc"))
attempt(lambda: float(""))
attempt(lambda: float("1_0"))
attempt(lambda: float("1__0"))
attempt(lambda: float("1e"))
attempt(lambda: float([]))
attempt(lambda: float("  -1.5e3\n"))
attempt(lambda: float("INFINITY"))
attempt(lambda: float("-nan"))
attempt(lambda: 1.5 % 0.0)
attempt(lambda: 1.5 // 0.0)
attempt(lambda: (10 ** 400) // 1.0)
attempt(lambda: (10 ** 400) / (10 ** 399))
