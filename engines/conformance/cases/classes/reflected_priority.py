class Base:
    def __add__(self, other):
        return "Base.add"

    def __radd__(self, other):
        return "Base.radd"

    def __eq__(self, other):
        print("Base.eq")
        return NotImplemented

    def __lt__(self, other):
        print("Base.lt")
        return NotImplemented


class Derived(Base):
    def __radd__(self, other):
        return "Derived.radd"

    def __gt__(self, other):
        print("Derived.gt")
        return True

    def __eq__(self, other):
        print("Derived.eq")
        return True


class Inheriting(Base):
    pass


print(Base() + Derived(), Derived() + Base(), Base() + Inheriting(), 1 + Base(), Base() + 1)
print(Base() == Derived())
print(Derived() == Base())
print(Base() < Derived())
b = Base()
print(b == b, b == 5, b != b)
try:
    b < Base()
except TypeError as error:
    print(error)
try:
    b < 5
except TypeError as error:
    print(error)


class OnlyRight:
    def __rsub__(self, other):
        return ("rsub", other)


print(5 - OnlyRight(), "a" - OnlyRight(), [] - OnlyRight())
try:
    OnlyRight() - OnlyRight()
except TypeError as error:
    print(error)
