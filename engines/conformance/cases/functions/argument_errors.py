def none():
    pass


def one(a):
    pass


def two(a, b):
    pass


def three(a, b, c):
    pass


def optional(a, b=1, c=2):
    pass


def only(a, *, key):
    pass


def attempt(call):
    try:
        call()
        print("called")
    except TypeError as error:
        print(error)


attempt(lambda: none(1))
attempt(lambda: none(1, 2))
attempt(lambda: one())
attempt(lambda: one(1, 2))
attempt(lambda: two())
attempt(lambda: two(1))
attempt(lambda: two(b=1))
attempt(lambda: three())
attempt(lambda: three(1))
attempt(lambda: three(c=1))
attempt(lambda: optional())
attempt(lambda: optional(1, 2, 3, 4))
attempt(lambda: one(1, a=2))
attempt(lambda: one(b=2))
attempt(lambda: one(1, b=2))
attempt(lambda: two(1, 2, c=3, d=4))
attempt(lambda: only(1))
attempt(lambda: only(1, 2))
attempt(lambda: only())
attempt(lambda: one(*5))
attempt(lambda: one(**5))
attempt(lambda: one(**{1: 2}))
attempt(lambda: one(a=1, **{"a": 2}))
attempt(lambda: (lambda x: x)())
five, nothing, text = 5, None, "s"
attempt(lambda: five())
attempt(lambda: nothing())
attempt(lambda: text())
