"""Things that are kept."""

from money import FREE, Price
from units import Weight


class Item:
    def __init__(self, name, price=FREE, weight=None):
        self.name = name
        self.price = price
        self.weight = weight or Weight(0)

    def __repr__(self):
        return f"Item({self.name!r}, {self.price}, {self.weight})"


class Perishable(Item):
    def __init__(self, name, price, weight, days):
        super().__init__(name, price, weight)
        self.days = days

    @property
    def fresh(self):
        return self.days > 0

    def age(self):
        self.days -= 1


def from_row(row):
    name, cents, grams, days = row
    if days:
        return Perishable(name, Price(cents), Weight(grams), days)
    return Item(name, Price(cents), Weight(grams))
