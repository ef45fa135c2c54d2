class Point:
    """A point."""
    dimension = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def moved(self, dx, dy=0):
        return Point(self.x + dx, self.y + dy)

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1, 2)
print(p, p.x, p.moved(5), p.moved(dy=1, dx=1), Point(3), [p], str(p), f"{p}")
print(Point.__name__, Point.__doc__, p.__class__ is Point, type(p).__name__, Point.dimension, p.dimension)
p.dimension = 3
print(p.dimension, Point.dimension, p.__dict__)
Point.dimension = 4
del p.dimension
print(p.dimension)
p.extra = [1]
p.x += 10
p.extra += [2]
print(p, p.extra, sorted(p.__dict__), hasattr(p, "z"), getattr(p, "z", None))
setattr(p, "z", 5)
delattr(p, "extra")
print(vars(p), isinstance(p, Point), isinstance(p, object), isinstance(5, Point))
bound = p.moved
print(bound(1), Point.moved(p, 2))
for call in (lambda: p.nope, lambda: Point.nope, lambda: p.nope(), lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(z=1), lambda: p.moved(), lambda: Point.moved(), lambda: p()):
    try:
        print(call())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
try:
    del p.nope
except AttributeError as error:
    print(error)
