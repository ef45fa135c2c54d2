# Context managers in hot loops: what `with` finds is looked up in the class each time, whatever happens to that.
import traceback


class Manager:
    def __init__(self, name):
        self.name = name
        self.depth = 0

    def __enter__(self):
        self.depth += 1
        return self

    def __exit__(self, kind, error, trace):
        self.depth -= 1
        return kind is KeyError


class Counting(Manager):
    entered = 0

    def __enter__(self):
        Counting.entered += 1
        return super().__enter__()


class Bare:
    def __enter__(self):
        return 1

    def __exit__(self, *what):
        return None


def use(manager, rounds):
    total = 0
    for number in range(rounds):
        with manager as entered:
            total += number if entered is not None else 1
        with manager:
            if number % 3 == 0:
                raise KeyError(number)
            total += 1
    return total


print(use(Manager("plain"), 3000))
counting = Counting("counting")
print(use(counting, 3000), Counting.entered, counting.depth)
print(use(Bare, 0))
try:
    use(Bare(), 3000)
except KeyError as error:
    print("out of Bare", error)


# An attribute of the instance does not count.
manager = Manager("own")
manager.__enter__ = lambda: print("never")
manager.__exit__ = lambda *what: print("never")
print(use(manager, 2000))


# The class gets other methods in the loop.
def other_enter(self):
    return None


def other_exit(self, kind, error, trace):
    self.depth += 100
    return True


def change(manager, rounds):
    seen = []
    for number in range(rounds):
        if number == 1500:
            Manager.__enter__ = other_enter
        if number == 1700:
            Manager.__exit__ = other_exit
        with manager as entered:
            if number % 500 == 0:
                raise KeyError
        if number % 100 == 0:
            seen.append((entered is manager, manager.depth))
    return seen


original = Manager.__enter__, Manager.__exit__
print(change(Manager("changing"), 2000))
Manager.__enter__, Manager.__exit__ = original


# The method found before `__enter__` runs is the one that is called.
class Shifty:
    def __enter__(self):
        Shifty.__exit__ = lambda self, *what: print("new exit")
        return self

    def __exit__(self, *what):
        print("old exit")


def old_exit(self, *what):
    global exits
    exits += 1


exits = 0
for number in range(2000):
    Shifty.__exit__ = old_exit
    with Shifty():
        pass
print(exits)


# Another class in the body: what was found stays.
def reclass(rounds):
    log = []
    for number in range(rounds):
        manager = Manager("x")
        with manager:
            if number > rounds - 3:
                manager.__class__ = Bare
        log.append(manager.depth)
    return sum(log), log[-1]


print(reclass(3000))


# Methods that take no receiver, callables, descriptors.
class Static:
    @staticmethod
    def __enter__():
        return "static"

    @classmethod
    def __exit__(cls, kind, error, trace):
        return cls is Static


class Called:
    def __init__(self, answer):
        self.answer = answer

    def __call__(self, *args):
        return self.answer if not args else len(args) == 3


class ByCall:
    __enter__ = Called("called")
    __exit__ = Called("left")


class Descriptor:
    def __get__(self, instance, owner):
        return lambda *args: (type(instance).__name__, owner.__name__, len(args))


class Described:
    __enter__ = Descriptor()
    __exit__ = Descriptor()


class ByProperty:
    @property
    def __enter__(self):
        return lambda: "property"

    @property
    def __exit__(self):
        return lambda *what: True


def mixed(managers, rounds):
    results = {}
    for number in range(rounds):
        with managers[number % len(managers)] as result:
            if number % 2:
                raise ValueError(number)
        if not isinstance(result, Manager):
            results[result] = results.get(result, 0) + 1
    return results


print(mixed([Static(), ByCall(), Described(), ByProperty()], 4000))


class Swallow(Manager):
    def __exit__(self, kind, error, trace):
        return True


class A(Swallow):
    pass


class B(Swallow):
    pass


class C(Swallow):
    def __enter__(self):
        return "c"


class D(Swallow):
    def __enter__(self):
        return "d"


class E(Swallow):
    def __enter__(self):
        return "e"


print(mixed([A(1), B(2), C(3), D(4), E(5), Static()], 6000))


# What is missing.
class NoExit:
    def __enter__(self):
        print("never")


class NoEnter:
    def __exit__(self, *what):
        print("never")


def missing(manager):
    with manager:
        print("never")


for manager in [NoExit(), NoEnter(), object(), 1, None]:
    try:
        missing(manager)
    except TypeError as error:
        print(error)
lacking = Bare()
for number in range(3000):
    if number == 2500:
        exit = Bare.__exit__
        del Bare.__exit__
    try:
        with lacking:
            pass
    except TypeError as error:
        print(number, error)
        Bare.__exit__ = exit


# Exceptions out of the methods, with where they were raised.
class Raising:
    def __init__(self, limit):
        self.limit = limit

    def __enter__(self):
        self.limit -= 1
        if self.limit == 5:
            raise LookupError("enter")

    def __exit__(self, kind, error, trace):
        if self.limit == 0:
            raise OSError("exit") from error


def raising(manager):
    while True:
        with manager:
            manager.limit -= 0


raiser = Raising(3000)
for _ in range(2):
    try:
        raising(raiser)
    except (LookupError, OSError) as error:
        print(repr(error), [entry.lineno for entry in traceback.extract_tb(error.__traceback__)])


# Wrong signatures.
class Narrow:
    def __enter__(self, more):
        return more

    def __exit__(self):
        return None


class NarrowExit:
    def __enter__(self):
        return self

    def __exit__(self):
        return None


for _ in range(3):
    for manager in (Narrow(), NarrowExit()):
        try:
            with manager:
                pass
        except TypeError as error:
            print(error)


# Across a yield, and left early.
def generate(manager, rounds):
    for number in range(rounds):
        with manager as entered:
            yield number
            if number % 7 == 0:
                continue
            if number == rounds - 1:
                return


manager = Manager("generator")
print(sum(generate(manager, 3000)), manager.depth)
half = generate(manager, 10)
next(half)
print(manager.depth)
half.close()
print(manager.depth)


def leave(manager, rounds):
    for number in range(rounds):
        with manager, Counting("inner") as inner:
            try:
                if number == rounds - 1:
                    return number, inner.depth
                if number % 2:
                    continue
            finally:
                inner.depth += 1
    return None


print(leave(manager, 3000), manager.depth)
