# Exceptions raised, caught and passed on by compiled code.
def divide_all(n):
    good = bad = 0
    for i in range(n):
        try:
            good += 100 // (i % 5)
        except ZeroDivisionError:
            bad += 1
    return good, bad


print(divide_all(5000))


def index_all(items, n):
    missing = 0
    total = 0
    for i in range(n):
        try:
            total += items[i % 13]
        except IndexError as error:
            missing += 1
            text = str(error)
        finally:
            total += 1
    return total, missing, text


print(index_all(list(range(10)), 4000))


class Odd(Exception):
    pass


def check(i):
    if i % 3 == 1:
        raise Odd(i)
    return i


def outer(n):
    seen = []
    total = 0
    for i in range(n):
        try:
            total += check(i)
        except Odd as error:
            seen.append(error.args[0])
        else:
            total += 1000
    return total, len(seen), seen[-1]


print(outer(4000))


def leaves(n):
    x = 0
    for i in range(n):
        x += i
        if i == n - 1:
            x = x // (i - i)
    return x


for n in (10, 3000):
    try:
        leaves(n)
    except ZeroDivisionError as error:
        line = error.__traceback__.tb_next.tb_lineno - leaves.__code__.co_firstlineno
        print(type(error).__name__, error, line)


def nested(n):
    log = 0
    for i in range(n):
        try:
            try:
                if i % 7 == 3:
                    raise KeyError(i)
                if i % 11 == 5:
                    raise ValueError(i)
                log += 1
            except KeyError:
                log += 10
                if i % 2:
                    raise RuntimeError("again") from None
            finally:
                log += 100
        except (ValueError, RuntimeError) as error:
            log += 1000 if isinstance(error, RuntimeError) else 2000
    return log


print(nested(3000))


def unbound(n):
    for i in range(n):
        if i == n - 1:
            del i
            return i


try:
    unbound(3000)
except UnboundLocalError as error:
    print(error)
