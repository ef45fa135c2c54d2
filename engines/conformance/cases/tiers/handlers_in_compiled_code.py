# Exceptions that are raised, caught, re-raised and cleaned up after inside hot code.


class Managed:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append('in')
        return self

    def __exit__(self, kind, value, traceback):
        self.log.append(kind.__name__ if kind else 'out')
        return kind is ValueError


def check(n):
    if n % 7 == 0:
        raise ValueError(n)
    if n % 11 == 0:
        raise KeyError(n)
    return n


def finally_counts(n):
    total = kept = 0
    for i in range(1, n):
        try:
            try:
                total += check(i)
            finally:
                kept += 1
        except KeyError as error:
            total += error.args[0] * 2
        except ValueError:
            continue
        else:
            total += 1
    return total, kept


print(finally_counts(4000))


def managed(n):
    log = []
    passed = 0
    for i in range(1, n):
        try:
            with Managed(log) as manager:
                manager.log.append(check(i))
        except KeyError:
            passed += 1
    return len(log), log[:9], log[-5:], passed


print(managed(2000))


def types_at_the_handler(n):
    """What a variable holds where the handler begins depends on how far the body came."""
    out = {}
    for i in range(n):
        x = i
        try:
            x = i / 2
            x = str(x)
            x = check(i)
            x = None
        except (ValueError, KeyError):
            pass
        name = type(x).__name__
        out[name] = out.get(name, 0) + 1
    return sorted(out.items())


print(types_at_the_handler(3000))


def context_kept(n):
    chained = 0
    for i in range(1, n):
        try:
            try:
                check(i)
            except ValueError as first:
                raise RuntimeError('second') from first
            except KeyError:
                raise IndexError('third')
        except RuntimeError as error:
            chained += type(error.__cause__) is ValueError
        except IndexError as error:
            chained += 10 * (type(error.__context__) is KeyError)
    return chained


print(context_kept(3000))


def unbound(n):
    seen = 0
    for i in range(n):
        try:
            if i % 3:
                value = i
            seen += value
            del value
        except UnboundLocalError:
            seen -= 1
    return seen


print(unbound(2000))


def leaves_by_exception(n):
    for i in range(1, n):
        try:
            check(7 * i if i == n - 1 else 1)
        except KeyError:
            return 'wrong'


for _ in range(40):
    try:
        leaves_by_exception(100)
    except ValueError as error:
        last = error.args
print(last)


def nested(depth, i):
    try:
        if depth == 0:
            return check(i)
        return nested(depth - 1, i)
    except KeyError:
        if depth % 2:
            raise
        return -depth


print(sum(nested(5, i) for i in range(1, 1500) if i % 7))


def loop_with_break(n):
    found = []
    for i in range(1, n):
        while True:
            try:
                found.append(check(i))
                break
            except ValueError:
                i += 1
            except KeyError:
                break
            finally:
                if i > n:
                    return 'left'
    return len(found), sum(found)


print(loop_with_break(3000))
