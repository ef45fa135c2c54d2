for value in (0, 1, -1, 3.7, -3.7, True, "12", " 5 ", "1.5", "abc", "", None, [], [1], (1, 2), {"a": 1}, "1e3", "inf", "nan"):
    for convert in (int, float, str, bool, list, tuple):
        try:
            print(convert.__name__, repr(value), "->", repr(convert(value)))
        except (ValueError, TypeError, OverflowError) as error:
            print(convert.__name__, repr(value), "!!", type(error).__name__, error)
