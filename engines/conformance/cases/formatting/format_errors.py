def attempt(value, spec):
    try:
        print(format(value, spec))
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)


attempt("a", "d")
attempt("a", "=5")
attempt("a", "+5")
attempt("a", ",")
attempt(1, "s")
attempt(1, ".2")
attempt(1, "q")
attempt(1.5, "d")
attempt(1.5, "x")
attempt(1.5, "s")
attempt(1, ",b")
attempt(1, "5.")
attempt(1, "10c5")
attempt([1], "5")
attempt(None, "5")
attempt({}, "x")
attempt(1, "+c")
attempt(2 ** 40, "c")
attempt(1, ",_")
attempt(True, "s")
