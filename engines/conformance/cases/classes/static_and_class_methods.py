class Shape:
    count = 0

    def __init__(self, sides):
        self.sides = sides
        Shape.count += 1

    @classmethod
    def square(cls):
        return cls(4)

    @classmethod
    def total(cls):
        return cls.__name__, cls.count

    @staticmethod
    def is_valid(sides, least=3):
        return sides >= least

    def __repr__(self):
        return f"{type(self).__name__}({self.sides})"


class Special(Shape):
    count = 100

    @classmethod
    def square(cls):
        made = super().square()
        made.sides += 100
        return made

    @staticmethod
    def is_valid(sides):
        return Shape.is_valid(sides, 50)


print(Shape.square(), Special.square(), Shape(3).square(), Special(1).square())
print(Shape.total(), Special.total(), Shape.is_valid(2), Special.is_valid(60), Shape(5).is_valid(5))
bound = Special.square
print(bound(), bound.__name__)
try:
    Shape.is_valid()
except TypeError as error:
    print(error)
try:
    Shape.square(1)
except TypeError as error:
    print(error)
