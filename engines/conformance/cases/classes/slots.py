class Cell:
    __slots__ = ("value", "rest")

    def __init__(self, value):
        self.value = value


class Wide(Cell):
    __slots__ = ("extra",)


class Open(Cell):
    pass


c = Cell(1)
print(c.value, hasattr(c, "rest"), hasattr(c, "__dict__"))
for call in (lambda: c.rest, lambda: setattr(c, "other", 1), lambda: delattr(c, "rest"), lambda: Wide(1).extra, lambda: setattr(Wide(1), "other", 1)):
    try:
        print(call())
    except AttributeError as error:
        print(error)
c.rest = c
print(c.rest is c, c.rest.rest.value)
o = Open(5)
o.anything = 6
print(o.value, o.anything, o.__dict__)
w = Wide(1)
w.extra = w.value = 3
print(w.extra + w.value, Cell.__slots__)
