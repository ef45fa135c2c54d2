class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def degrees(self):
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        print("deleting")
        del self._degrees

    @property
    def kelvin(self):
        """In kelvin."""
        return self._degrees + 273

    fahrenheit = property(lambda self: self._degrees * 9 / 5 + 32)


t = Celsius(10)
t.degrees += 5
print(t.degrees, t.kelvin, t.fahrenheit, Celsius.kelvin.__doc__, isinstance(Celsius.kelvin, property))
for call in (lambda: setattr(t, "kelvin", 5), lambda: setattr(t, "degrees", -300), lambda: delattr(t, "kelvin"), lambda: Celsius(-500)):
    try:
        call()
    except (AttributeError, ValueError) as error:
        print(type(error).__name__, error)
del t.degrees
try:
    t.degrees
except AttributeError as error:
    print(error)
t.__dict__["kelvin"] = "shadow"
t.degrees = 1
print(t.kelvin)
