"""Members of enumerations and attributes of classes with metaclasses, in loops, and when any of the classes changes."""

import enum


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 9


class Flags(enum.Flag):
    A = enum.auto()
    B = enum.auto()


def compared(colors):
    total = 0
    for color in colors:
        if color is Color.RED:
            total += 1
        elif color == Color.GREEN:
            total += Level.HIGH
        else:
            total += Color.BLUE.value + Level.LOW
        if Flags.A | Flags.B:
            total += 1
    return total


colors = [Color.RED, Color.GREEN, Color.BLUE, Color.GREEN] * 500
for _ in range(3):
    print(compared(colors))


class Meta(type):
    pass


class Base(metaclass=Meta):
    NUMBER = 3


class Own(Base):
    pass


class Member:
    pass


Own.THE_ONE = Own()
Member.THE_ONE = Member()


def read(count):
    total = 0
    for _ in range(count):
        total += Own.NUMBER
        if type(Own.THE_ONE) is Own and type(Member.THE_ONE) is Member:
            total += 1
    return total


print(read(3000), read(3000))
Base.NUMBER = 4
print(read(3000))
Meta.NUMBER = property(lambda cls: 100)
print(read(3000))
del Meta.NUMBER
print(read(3000))
Member.__get__ = lambda self, instance, owner: 7
print(read(3000))
del Member.__get__
print(read(3000))
Meta.__getattribute__ = lambda cls, name: 1000 if name == "NUMBER" else type.__getattribute__(cls, name)
print(read(3000))
del Meta.__getattribute__
print(read(3000))


def assigned():
    try:
        Color.RED = 3
    except AttributeError as error:
        return str(error)


print(assigned(), Color.RED, Color["RED"] is Color.RED, Color(1) is Color.RED)
