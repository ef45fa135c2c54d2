"""Bound methods called from attributes, variables and windows with calls among the arguments."""


class Machine:
    def __init__(self, step):
        self.step = step
        self.total = 0
        self.turn = self.add
        self.plain = lambda value: value * 3
        self.native = self.seen = [].append

    def add(self, value):
        self.total += value
        self.turn = self.subtract
        return self.total

    def subtract(self, value):
        self.total -= value
        self.turn = self.add
        return self.total

    @staticmethod
    def twice(value):
        return value * 2

    @classmethod
    def named(cls, value):
        return len(cls.__name__) + value


class Other(Machine):
    def add(self, value):
        self.total += value * self.step
        return self.total


def attributes(machine, count):
    total = 0
    for number in range(count):
        total += machine.turn(number) + machine.plain(number) + machine.twice(number) + machine.named(number)
        total += machine.turn(abs(number))
        machine.native(number)
    return total


def variable(function, count):
    total = 0
    for number in range(count):
        total += function(number)
    return total


for _ in range(4):
    for machine in (Machine(1), Other(2), Machine(3)):
        print(attributes(machine, 1500), variable(machine.add, 1500), variable(machine.plain, 1500), variable(machine.twice, 1500))
        print(variable(abs, 1500), variable(int, 1500))


def guarded(machine, count):
    """What is called changes under way: the class gets a property, the attribute goes, or it cannot be called."""
    for number in range(count):
        try:
            machine.turn(number)
        except (AttributeError, TypeError, ZeroDivisionError) as error:
            return f"{number}: {type(error).__name__}: {error}"
    return "all"


class Changing:
    def __init__(self, limit):
        self.calls = 0
        self.limit = limit
        self.turn = self.work

    def work(self, number):
        self.calls += 1
        if self.calls == self.limit:
            self.end()


class Gone(Changing):
    def end(self):
        del self.turn


class Number(Changing):
    def end(self):
        self.turn = 7


class Missing(Changing):
    def end(self):
        self.turn = self.work_of_two

    def work_of_two(self, one, two):
        pass


class Raising(Changing):
    def end(self):
        self.turn = self.divide

    def divide(self, number):
        return 1 // (number - number)


print(guarded(Changing(2000), 3000))
for kind in (Gone, Number, Missing, Raising):
    print(kind.__name__, guarded(kind(2500), 3000))


class Covered(Changing):
    def end(self):
        Covered.turn = property(lambda self: 1 // 0)


print(guarded(Covered(2500), 3000))


class Deep:
    def __init__(self):
        self.again = self.down

    def down(self, depth):
        return self.again(depth + 1)


try:
    Deep().down(0)
except RecursionError as error:
    print(error)
