def attempt(template, values):
    try:
        print(template % values)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        print(type(error).__name__, error)


attempt("%d", "a")
attempt("%d", None)
attempt("%d %d", (1,))
attempt("%d", (1, 2))
attempt("no fields", 1)
attempt("no fields", (1, 2))
attempt("no fields", {})
attempt("%(a)s", {"b": 1})
attempt("%(a)s", 5)
attempt("%x", 1.5)
attempt("%f", "x")
attempt("%c", "ab")
attempt("%c", 1.5)
attempt("%y", 1)
attempt("%", 1)
attempt("%5", 1)
attempt("%*d", ("a", 1))
attempt("%d", float("nan"))
attempt("%d", float("inf"))
