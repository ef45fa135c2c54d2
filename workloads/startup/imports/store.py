"""The inventory as a whole."""

import catalogue
import rules
from errors import InventoryError
from events import Events
from history import History
from money import FREE
from search import Index
from shelves import Shelf
from units import Weight


class Store:
    def __init__(self):
        self.shelf = Shelf("front", Weight(1, "t"))
        self.index = Index()
        self.events = Events()
        self.history = History(4)
        self.events.on("sold", lambda item, amount: self.history.note(f"{amount} {item.name}"))
        for item in catalogue.load():
            self.shelf.put(item, 4)
            self.index.add(item)

    def sell(self, name, amount):
        try:
            item = self.shelf.take(name, amount)
        except InventoryError as error:
            self.events.emit("refused", error)
            return FREE
        self.events.emit("sold", item, amount)
        return item.price * amount

    def to_order(self):
        return [item.name for item, amount in self.shelf.amounts.items() if rules.DEFAULT(item, amount)]
