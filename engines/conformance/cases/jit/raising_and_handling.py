# Exceptions made, raised and caught in hot loops, by what their classes are at the moment.
import sys
import traceback


class Plain(Exception):
    pass


class Full(Exception):
    def __init__(self, a, b=2):
        super().__init__(f"full {a}")
        self.a = a
        self.b = b


class Further(Full):
    def __init__(self, a):
        super().__init__(a, 5)
        self.more = a * 2


class Raising(Exception):
    def __init__(self, a):
        raise ValueError(a)


class Returning(Exception):
    def __init__(self, a):
        return a


class NoSuper(Exception):
    def __init__(self, a):
        self.a = a


def make(i):
    kind = i % 6
    if kind == 0:
        raise Plain
    if kind == 1:
        raise Plain(i, "two")
    if kind == 2:
        raise Full(i)
    if kind == 3:
        raise Further(i)
    if kind == 4:
        raise NoSuper(i)
    return i


def run(n):
    counts = {}
    total = 0
    for i in range(n):
        try:
            total += make(i)
        except Plain as error:
            key = len(error.args)
        except Further as error:
            key = error.more - 2 * i, error.b, type(error).__name__
        except Full as error:
            key = error.a - i, error.b
        except (NoSuper, KeyError) as error:
            key = error.args[0] - i, error.a - i
        else:
            key = "none"
        finally:
            total += 1
        counts[key] = counts.get(key, 0) + 1
    return total, counts


print(run(9000))


# The class changes in the loop: its `__init__`, its base's, the name.
def changing(n):
    seen = []
    former = None
    for i in range(n):
        if i == n // 4:
            Full.__init__ = lambda self, a, b=0: setattr(self, "a", "second")
        elif i == n // 2:
            del Full.__init__
        elif i == 3 * n // 4:
            Full.__new__ = staticmethod(lambda cls, *args: Exception.__new__(cls, "new"))
        try:
            raise Full(i)
        except Full as error:
            now = getattr(error, "a", "unset")
            now = "number" if now == i else now, len(error.args), error.args[0] == i
        if now != former:
            seen.append(now)
            former = now
    return seen


print(changing(12000))


def odd(n, cls):
    names = {}
    for i in range(n):
        try:
            raise cls(i)
        except Exception as error:
            name = f"{type(error).__name__}: {error.args if i < 1 else ''}"
            names[name] = names.get(name, 0) + 1
    return names


for cls in (Raising, Returning, ValueError, KeyError, OSError, StopIteration, int, lambda i: 3, lambda i: KeyError):
    print(odd(2500, cls))


# What is not an exception class behind `except`, reached late.
def matching(n):
    types = (ValueError, KeyError)
    count = 0
    for i in range(n):
        try:
            if i == n - 1:
                types = 7
            raise KeyError(i)
        except types:
            count += 1
    return count


try:
    matching(4000)
except TypeError as error:
    print(error, type(error.__context__).__name__)


# Lines of tracebacks, contexts and causes, from inlined functions too.
def thrower(i):
    if i >= 0:
        raise Plain(i)


def middle(i):
    thrower(i)


def chained(n):
    last = None
    for i in range(n):
        try:
            try:
                middle(i)
            except Plain as error:
                raise KeyError(i) from error
            finally:
                last = sys.exc_info()[0]
        except KeyError as error:
            kept = error
    return kept, last


error, last = chained(5000)
print(repr(error), repr(error.__cause__), error.__context__ is error.__cause__, error.__suppress_context__, last)
print([(entry.name, entry.lineno) for entry in traceback.extract_tb(error.__traceback__)])
print([(entry.name, entry.lineno) for entry in traceback.extract_tb(error.__cause__.__traceback__)])


def context(n):
    for i in range(n):
        try:
            try:
                middle(i)
            except Plain:
                {}[i]
        except KeyError as error:
            kept = error
    return type(kept.__context__).__name__, sys.exc_info()


print(context(5000))


class Manager:
    def __init__(self, log, swallow):
        self.log = log
        self.swallow = swallow

    def __enter__(self):
        self.log[0] += 1
        return self

    def __exit__(self, kind, error, trace):
        self.log[1] += kind is Plain
        self.log[2] += trace is not None
        return self.swallow and kind is not None


def managed(n):
    log = [0, 0, 0]
    caught = 0
    for i in range(n):
        try:
            with Manager(log, i % 3 == 0) as manager:
                if i % 2:
                    thrower(i)
                caught += manager.swallow
        except Plain:
            caught += 1000
        if i == n - 2:
            del Manager.__exit__
    return caught


try:
    print(managed(4000))
except TypeError as error:
    print(error)


def again(n):
    count = 0
    for i in range(n):
        try:
            try:
                middle(i)
            except Plain as error:
                if i % 2:
                    raise
                count += 1
                raise error
        except Plain as error:
            count += len(traceback.extract_tb(error.__traceback__))
    return count


print(again(3000))
try:
    raise 5
except TypeError as error:
    print(error)
