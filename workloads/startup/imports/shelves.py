"""Where things are kept."""

from errors import NotEnough, UnknownItem
from units import Weight


class Shelf:
    def __init__(self, name, limit):
        self.name = name
        self.limit = limit
        self.amounts = {}

    def put(self, item, amount):
        self.amounts[item] = self.amounts.get(item, 0) + amount

    def take(self, name, amount):
        for item, have in self.amounts.items():
            if item.name == name:
                if have < amount:
                    raise NotEnough(f"{have} of {name}")
                self.amounts[item] = have - amount
                return item
        raise UnknownItem(name)

    def weight(self):
        total = Weight(0)
        for item, amount in self.amounts.items():
            total = total + Weight(item.weight.grams * amount)
        return total
