def attempt(function):
    try:
        print(function())
    except TypeError as error:
        print(error)


for left, right in ((1, "a"), ("a", 1), (1, None), ([], 1), (1.5, "x"), ({}, []), ((), 1)):
    attempt(lambda: left + right)
    attempt(lambda: left - right)
    attempt(lambda: left / right)
    attempt(lambda: left & right)
attempt(lambda: -"a")
attempt(lambda: ~1.5)
attempt(lambda: +[])
attempt(lambda: 1.5 & 1)
attempt(lambda: 1.5 << 1)
attempt(lambda: "a" * "b")
attempt(lambda: "a" * 1.5)
attempt(lambda: [1] * 1.5)
attempt(lambda: 2 ** "a")
attempt(lambda: divmod(1, "a"))
attempt(lambda: abs("a"))
attempt(lambda: round("a"))
