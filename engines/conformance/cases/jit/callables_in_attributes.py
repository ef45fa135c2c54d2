# Calls of what objects have in attributes: functions, bound methods, classes, builtins; looked up anew each time.


class Tool:
    def __init__(self, factor):
        self.factor = factor

    def scale(self, x):
        return x * self.factor

    def scaled(self, x, more=1):
        return x * self.factor + more

    def fails(self, x):
        raise ValueError(f"no {x}")


class Pair:
    def __init__(self, a):
        self.a = a

    def sum(self):
        return self.a


class Holder:
    def __init__(self, action):
        self.action = action
        self.count = 0

    def run(self, x):
        self.count += 1
        return self.action(x)

    def loaded(self, x):
        return self.action(x + self.count)


class Other(Holder):
    def __init__(self, action):
        self.extra = 1
        super().__init__(action)


def double(x):
    return x + x


def many(x, y=5):
    return x + y


def go(holders, count):
    total = 0
    for i in range(count):
        for holder in holders:
            total += holder.run(i) + holder.loaded(1)
    return total


tool = Tool(3)
print(go([Holder(tool.scale), Holder(tool.scale)], 900))
print(go([Holder(tool.scale), Holder(double), Other(Tool(4).scale)], 900))
print(go([Holder(tool.scaled), Holder(many), Holder(abs), Holder(float), Holder((5).__add__)], 400))

for action in [tool.fails, Pair, 5, None, "text".upper, many, [].append]:
    try:
        print(go([Holder(action)], 3))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


class Machine:
    """Its state is a bound method of its own."""

    def __init__(self):
        self.step = self.idle
        self.log = []
        self.left = 0

    def idle(self, signal):
        if signal % 3 == 0:
            self.left = signal % 7
            self.step = self.moving
        return 0

    def moving(self, signal):
        self.left -= 1
        if self.left <= 0:
            self.step = self.idle
            self.log.append(signal)
        return 1


machine = Machine()
moved = 0
for signal in range(3000):
    moved += machine.step(signal)
print(moved, len(machine.log), machine.log[-3:])


def calls(machine, count):
    moved = 0
    for signal in range(count):
        moved += machine.step(signal)
        if signal == count // 2:
            del machine.step
            Machine.step = lambda self, signal: signal
    return moved


print(calls(Machine(), 1500))
del Machine.step
machine = Machine()
del machine.step
try:
    calls(machine, 10)
except AttributeError as error:
    print(error)


class Deep:
    def __init__(self):
        self.again = self.call

    def call(self, n):
        return 0 if n == 0 else 1 + self.again(n - 1)


deep = Deep()
print(sum(deep.again(20) for _ in range(200)))
try:
    deep.again(10 ** 6)
except RecursionError as error:
    print(type(error).__name__)
