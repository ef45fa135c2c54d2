"""Orders checked, retried and booked: exceptions raised, chained, re-raised and cleaned up after."""


class OrderError(Exception):
    def __init__(self, order, reason):
        super().__init__(f"order {order}: {reason}")
        self.order = order
        self.reason = reason


class Invalid(OrderError):
    pass


class OutOfStock(OrderError):
    def __init__(self, order, missing):
        super().__init__(order, f"{missing} missing")
        self.missing = missing


class Busy(Exception):
    """Try again."""


class Ledger:
    def __init__(self):
        self.balance = 0
        self.open = 0
        self.deepest = 0
        self.log = 0

    def note(self, code):
        self.log = (self.log * 31 + code) % 1000003


class Transaction:
    """Puts the balance back when its block is left by an exception."""

    def __init__(self, ledger):
        self.ledger = ledger
        self.before = 0

    def __enter__(self):
        self.before = self.ledger.balance
        self.ledger.open += 1
        self.ledger.deepest = max(self.ledger.deepest, self.ledger.open)
        return self

    def __exit__(self, kind, error, traceback):
        self.ledger.open -= 1
        if kind is not None:
            self.ledger.balance = self.before
            self.ledger.note(7)
        # A shop that is only busy is nobody's fault.
        return kind is not None and issubclass(kind, Busy)


def parse(text, order):
    """`name:amount:price`, the way input comes."""
    try:
        name, amount, price = text.split(":")
        return name, int(amount), int(price)
    except ValueError as error:
        raise Invalid(order, "unreadable") from error


def reserve(stock, name, amount, order):
    try:
        have = stock[name]
    except KeyError:
        raise Invalid(order, f"no such thing as {name}")
    if have < amount:
        raise OutOfStock(order, amount - have)
    stock[name] = have - amount


def book(ledger, stock, text, order, attempt):
    name, amount, price = parse(text, order)
    with Transaction(ledger):
        ledger.balance += price
        if (order + attempt) % 13 == 0:
            raise Busy
        reserve(stock, name, amount, order)
        try:
            ledger.balance += amount * 100 // price
        except ZeroDivisionError:
            ledger.note(2)
        else:
            ledger.note(3)
        finally:
            ledger.note(5)
        return True
    return False


def handle(ledger, stock, text, order):
    """What became of the order, as a word."""
    for attempt in range(3):
        try:
            if book(ledger, stock, text, order, attempt):
                return "booked"
        except OutOfStock as shortage:
            stock["bolt"] = stock.get("bolt", 0) + 5
            if attempt == 2:
                ledger.note(shortage.missing % 97)
                return "short"
        except Invalid as fault:
            ledger.note(len(fault.reason))
            return "unreadable" if fault.__cause__ is not None else "unknown"
    return "busy"


NAMES = ["bolt", "nut", "screw", "washer", "ghost"]


def run(size):
    stock = {"bolt": 50, "nut": size, "screw": size * 2, "washer": size // 3}
    ledger = Ledger()
    outcomes = {}
    seed = 17
    for order in range(size):
        seed = (seed * 1103515245 + 12345) % 2147483648
        code = seed // 65536
        text = f"{NAMES[code % 5]}:{code % 4 + 1}:{code // 7 % 9}"
        if code % 11 == 0:
            text = text.replace(":", ";")
        outcome = handle(ledger, stock, text, order)
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    told = " ".join([f"{word} {outcomes[word]}" for word in sorted(outcomes)])
    return f"{told}, balance {ledger.balance}, {ledger.open} open, at most {ledger.deepest}, log {ledger.log}"


if __name__ == "__main__":
    print(run(170000))
