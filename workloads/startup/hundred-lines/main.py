"""A hundred lines of ordinary definitions: a short script that does little and ends."""

from math import pi, sqrt

UNITS = {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0}
DEFAULT_UNIT = "m"
VERSION = (1, 4, 2)


class ShapeError(ValueError):
    """A size that no shape can have."""


def to_metres(value, unit=DEFAULT_UNIT):
    try:
        return value * UNITS[unit]
    except KeyError:
        raise ShapeError(f"unknown unit {unit!r}")


class Shape:
    name = "shape"

    def area(self):
        raise NotImplementedError

    def __lt__(self, other):
        return self.area() < other.area()

    def __str__(self):
        return f"{self.name} of {self.area():.2f}"


class Circle(Shape):
    name = "circle"

    def __init__(self, radius, unit=DEFAULT_UNIT):
        self.radius = to_metres(radius, unit)

    def area(self):
        return pi * self.radius * self.radius


class Rectangle(Shape):
    name = "rectangle"

    def __init__(self, width, height, unit=DEFAULT_UNIT):
        self.width = to_metres(width, unit)
        self.height = to_metres(height, unit)

    def area(self):
        return self.width * self.height

    @property
    def diagonal(self):
        return sqrt(self.width * self.width + self.height * self.height)


class Square(Rectangle):
    name = "square"

    def __init__(self, side, unit=DEFAULT_UNIT):
        super().__init__(side, side, unit)

    @classmethod
    def of_area(cls, area):
        return cls(sqrt(area))


class Drawing:
    def __init__(self, title):
        self.title = title
        self.shapes = []

    def add(self, *shapes):
        for shape in shapes:
            self.shapes.append(shape)
        return self

    def __len__(self):
        return len(self.shapes)

    def total(self):
        return sum([shape.area() for shape in self.shapes])

    def report(self):
        lines = [f"{self.title} v{'.'.join([str(part) for part in VERSION])}"]
        for number, shape in enumerate(sorted(self.shapes), start=1):
            lines.append(f"{number}. {shape}")
        return "; ".join(lines)


def make_drawing(count):
    drawing = Drawing("plan")
    for index in range(1, count + 1):
        drawing.add(Rectangle(index, 2 * index), Square.of_area(index), Circle(50 * index, unit="cm"))
    try:
        drawing.add(Circle(1, unit="inch"))
    except ShapeError as error:
        drawing.title += f" ({error})"
    return drawing


def run(size):
    drawing = make_drawing(size)
    widest = max([shape.diagonal for shape in drawing.shapes if isinstance(shape, Rectangle)])
    return f"{drawing.report()}; {len(drawing)} shapes, {drawing.total():.3f} in all, widest {widest:.3f}"


if __name__ == "__main__":
    print(run(3))
