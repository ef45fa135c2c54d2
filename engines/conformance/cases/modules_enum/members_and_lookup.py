from enum import Enum, unique, auto
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self): return self.name.lower()
    @classmethod
    def default(cls): return cls.GREEN
    @property
    def square(self): return self.value ** 2
print(Color.RED, repr(Color.RED), Color.CRIMSON is Color.RED, Color(2), Color['GREEN'], list(Color), len(Color), Color.__members__.keys())
print(Color.RED.describe(), Color.default(), Color.GREEN.square, Color.RED == 1, Color.RED != Color.GREEN, Color.RED in Color, hash(Color.RED) == hash('RED'), bool(Color.RED))
print(f'{Color.RED}', f'{Color.RED!r}', '%s' % Color.RED, str(Color.RED), {Color.RED: 1}[Color.CRIMSON], [c.name for c in reversed(Color)], isinstance(Color.RED, Color))
for f in (lambda: Color(9), lambda: Color['X'], lambda: Color.BLUE, lambda: setattr(Color, 'RED', 5), lambda: Color.RED < Color.GREEN, lambda: delattr(Color, 'RED'), lambda: Color()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try:
    @unique
    class D(Enum): A = 1; B = 1; C = 1
except ValueError as e: print(e)
class Auto(Enum): A = auto(); B = auto(); C = 10; D = auto()
print([(m.name, m.value) for m in Auto])
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
print(Planet.EARTH.mass, Planet.MARS.value, Planet((0.64, 3.39)))
F = Enum('F', 'A B C'); print(list(F), F.B.value); G = Enum('G', {'X': 5, 'Y': 6}); print(list(G)); H = Enum('H', ['P', 'Q'], start=0); print(list(H))
try:
    class Dup(Enum): A = 1; A = 2
except TypeError as e: print(e)
