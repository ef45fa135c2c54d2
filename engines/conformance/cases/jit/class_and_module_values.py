"""Attributes read of classes and modules in loops, and what happens when they change."""

import enum
import math
import sys


class Limits:
    WHOLE = 10
    PART = 0.25
    NAME = "limit"
    BIG = 1 << 70


class Derived(Limits):
    OWN = 3


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Meta(type):
    @property
    def computed(cls):
        return cls.WHOLE * 2


class WithMeta(metaclass=Meta):
    WHOLE = 4


def of_classes(count):
    total = 0
    for number in range(count):
        if number > Limits.WHOLE:
            total += Derived.WHOLE + Derived.OWN
        total += Limits.PART
        if Derived.NAME is Limits.NAME:
            total += 1
        total += (Limits.BIG + number) % 7
        if number % 3 == Color.RED.value:
            total += WithMeta.computed
    return total


for _ in range(3):
    print(of_classes(3000))
Limits.WHOLE = 2.5
print(of_classes(3000))
Derived.WHOLE = 100
print(of_classes(3000))
del Derived.WHOLE
print(of_classes(3000))
WithMeta.WHOLE = 5
print(of_classes(3000))


class Counter:
    made = 0
    step = 1


def count(times):
    for _ in range(times):
        Counter.made += Counter.step
        if Counter.made % 1000 == 0:
            Counter.step += 1
    return Counter.made


for _ in range(4):
    print(count(2500))


def of_modules(times):
    total = 0
    for number in range(times):
        total += math.pi * number
        total += len(sys.byteorder)
    return total


for _ in range(3):
    print(of_modules(3000))
saved = math.pi
math.pi = 3
print(of_modules(3000))
math.extra = 1
print(of_modules(3000))
math.pi = saved
print(of_modules(3000))
del math.extra
print(of_modules(3000))


def missing(times):
    try:
        for number in range(times):
            if number == times - 10:
                del Limits.NAME
            Limits.NAME
    except AttributeError as error:
        return f"{number}: {error}"


print(missing(4000))


def of_several(classes, times):
    total = 0
    for number in range(times):
        total += classes[number % len(classes)].WHOLE
    return total


print(of_several([Limits], 3000), of_several([Limits, WithMeta, Derived], 3000), of_several([WithMeta], 3000))


def made(number):
    class Local:
        VALUE = number

    def read(times):
        total = 0
        for _ in range(times):
            total += Local.VALUE
        return total

    return read


print([made(number)(1500) for number in (1, 2.5, 3)])
