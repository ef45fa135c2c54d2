"""Prices in cents."""


class Price:
    def __init__(self, cents):
        self.cents = cents

    def __mul__(self, amount):
        return Price(self.cents * amount)

    def __add__(self, other):
        return Price(self.cents + other.cents)

    def __eq__(self, other):
        return isinstance(other, Price) and self.cents == other.cents

    def __hash__(self):
        return hash(self.cents)

    def __str__(self):
        return f"{self.cents // 100}.{self.cents % 100:02}"


FREE = Price(0)
