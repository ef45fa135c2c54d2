def attempt(function):
    try:
        print(function())
    except ZeroDivisionError as error:
        print(type(error).__name__, error)


attempt(lambda: 1 // 0)
attempt(lambda: 1 % 0)
attempt(lambda: 1 / 0)
attempt(lambda: divmod(1, 0))
attempt(lambda: 1.0 // 0)
attempt(lambda: 1.0 % 0)
attempt(lambda: 1.0 / 0)
attempt(lambda: divmod(1.0, 0))
attempt(lambda: 0 ** -1)
attempt(lambda: 0.0 ** -1)
attempt(lambda: 2 ** 100 // 0)
attempt(lambda: 2 ** 100 % 0)
attempt(lambda: 2 ** 100 / 0)
attempt(lambda: True // False)
attempt(lambda: 5 % (1 - 1))
try:
    pow(2, 3, 0)
except ValueError as error:
    print(error)
try:
    pow(2, -1, 4)
except ValueError as error:
    print(error)
