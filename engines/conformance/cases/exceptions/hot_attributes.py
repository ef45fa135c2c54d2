# Attributes that exceptions get in hot loops, whatever their classes make of them.


class Fault(Exception):
    def __init__(self, code, *rest):
        super().__init__(f"fault {code}")
        self.code = code
        self.rest = rest


class Detailed(Fault):
    def __init__(self, code, detail):
        super().__init__(code, detail)
        self.detail = detail
        self.again = self.code
        self.more = self.most = None
        self.code = -code


class Plain(Exception):
    pass


def raise_some(kinds, rounds):
    total = 0
    for number in range(rounds):
        try:
            kind = kinds[number % len(kinds)]
            if kind is Detailed:
                raise kind(number, "d")
            raise kind(number)
        except Fault as fault:
            fault.seen = True
            fault.code += 1
            total += fault.code + len(fault.args) + len(fault.__dict__)
        except Exception as error:
            error.code = number
            error.args = (1, 2)
            total += error.code + len(error.args) + len(vars(error))
    return total


print(raise_some([Fault], 2000))
print(raise_some([Fault, Detailed, Plain, ValueError, KeyError, OSError], 6000))
print(vars(Detailed(3, "x")), Detailed(3, "x"))


# A descriptor, a method, a `__setattr__` arrive in the loop.
def change(rounds):
    log = []

    class Changing(Exception):
        def __init__(self, value):
            self.value = value
            self.other = value

    for number in range(rounds):
        if number == 1000:
            Changing.value = property(lambda self: self.kept * 2, lambda self, value: setattr(self, "kept", value))
        if number == 1500:
            Changing.other = "of the class"
        if number == 2000:
            del Changing.value
            Changing.__setattr__ = lambda self, name, value: object.__setattr__(self, name, (name, value))
        if number == 2500:
            del Changing.__setattr__
        try:
            raise Changing(number)
        except Changing as error:
            if number % 500 in (0, 499):
                log.append((error.value, error.other, sorted(vars(error))))
    return log


for entry in change(3000):
    print(*entry)


class Slotted(Exception):
    __slots__ = ("code",)

    def __init__(self, code):
        self.code = code
        if code % 2:
            self.extra = code


class Slots(Exception):
    __slots__ = ()


total = 0
for number in range(2000):
    slotted = Slotted(number)
    total += slotted.code + len(slotted.args)
print(total)


# The builtin attributes are no slots.
def builtin(rounds):
    for number in range(rounds):
        error = OSError(number, "text")
        error.errno = number + 1
        error.filename = "name"
        error.__cause__ = ValueError(number)
        error.note = number
        stop = StopIteration(number)
    return error.errno, error.filename, error.strerror, error.__cause__, error.__suppress_context__, error.note, stop.value


print(builtin(2000))
try:
    error.__cause__ = 1
except (TypeError, NameError) as problem:
    print(type(problem).__name__)


# A deleted attribute, a dictionary instead of slots.
def reshape(rounds):
    sums = 0
    for number in range(rounds):
        error = Fault(number)
        if number % 5 == 0:
            del error.code
        if number % 7 == 0:
            error.__dict__ = {"code": 1}
        error.code = number
        error.name = "n"
        sums += error.code + len(error.__dict__)
    return sums, type(error).__name__, vars(error)


print(reshape(4001))


# More attributes than any exception expects.
def many(rounds):
    for number in range(rounds):
        error = Plain()
        error.a = error.b = error.c = error.d = number
        error.e = error.f = error.g = error.h = [number]
        error.i = error.j = 1.5
    return vars(error)


print(many(2000))
for number in range(3):
    error = Plain()
    for at in range(300):
        setattr(error, f"name{at}", at)
    error.last = number
print(len(vars(error)), error.last, error.name299)
