"""What can go wrong."""


class InventoryError(Exception):
    code = 1


class UnknownItem(InventoryError):
    code = 2

    def __init__(self, name):
        super().__init__(f"no item called {name}")
        self.name = name


class NotEnough(InventoryError):
    code = 3
