class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        super().__init__(f"need {needed}, have {available}")
        self.shortfall = needed - available


class Account:
    bank = "First"
    opened = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.log = []
        Account.opened += 1

    @property
    def balance(self):
        return self._balance

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        self.log.append(("out", amount))

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self._balance += amount
        self.log.append(("in", amount))

    def __repr__(self):
        return f"{self.__class__.__name__}({self.owner!r}, {self._balance})"

    def __lt__(self, other):
        return self._balance < other._balance


class Savings(Account):
    def __init__(self, owner, balance=0, rate=0.02):
        super().__init__(owner, balance)
        self.rate = rate

    def add_interest(self):
        self.deposit(self._balance * self.rate)


def transfer(source, target, amount):
    try:
        source.withdraw(amount)
        target.deposit(amount)
    except InsufficientFunds as error:
        return f"short by {error.shortfall}: {error}"
    except ValueError as error:
        return f"refused: {error}"
    else:
        return "ok"
    finally:
        source.log.append("attempt")


a, b = Account("Ann", 100), Savings("Bob", 50)
print(transfer(a, b, 30), transfer(a, b, 100), transfer(b, a, -5), a, b)
b.add_interest()
print(b.balance, sorted([a, b]), max(a, b).owner, a.log, b.log[:2], Account.opened, b.bank)
try:
    a.balance = 5
except AttributeError as error:
    print(error)
