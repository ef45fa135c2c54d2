"""A bank's working days as events on a binary heap; refused orders are exceptions."""


class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __init__(self, account, missing):
        super().__init__(f"{account.owner} lacks {missing}")
        self.account = account
        self.missing = missing


class AccountFrozen(BankError):
    pass


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.frozen = False
        self.history = []

    @property
    def balance(self):
        return self._balance

    def available(self):
        return self._balance

    def deposit(self, amount):
        self._balance += amount
        self.history.append(amount)

    def withdraw(self, amount):
        if self.frozen:
            raise AccountFrozen(self.owner)
        missing = amount - self.available()
        if missing > 0:
            raise InsufficientFunds(self, missing)
        self._balance -= amount
        self.history.append(-amount)

    def close_month(self):
        """Fees and interest in cents; returns what the bank earned."""
        return 0

    def __repr__(self):
        return f"{type(self).__name__}({self.owner}, {self._balance})"


class Checking(Account):
    def __init__(self, owner, balance=0, overdraft=50000):
        super().__init__(owner, balance)
        self.overdraft = overdraft

    def available(self):
        return super().available() + self.overdraft

    def close_month(self):
        fee = 250
        if self._balance < 0:
            fee += -self._balance // 100
        self._balance -= fee
        return fee


class Savings(Account):
    RATE_PER_MILLE = 3

    def withdraw(self, amount):
        super().withdraw(amount)
        if len(self.history) > 40:
            self.frozen = True

    def close_month(self):
        interest = self._balance * self.RATE_PER_MILLE // 1000
        self._balance += interest
        self.history.clear()
        self.frozen = False
        return -interest


class Event:
    """Ordered by time, then by the order of planning."""

    def __init__(self, time, number):
        self.time = time
        self.number = number

    def __lt__(self, other):
        if self.time != other.time:
            return self.time < other.time
        return self.number < other.number

    def happen(self, bank):
        raise NotImplementedError


class Transfer(Event):
    def __init__(self, time, number, source, target, amount):
        super().__init__(time, number)
        self.source = source
        self.target = target
        self.amount = amount
        self.attempts = 0

    def happen(self, bank):
        self.attempts += 1
        try:
            self.source.withdraw(self.amount)
        except InsufficientFunds as error:
            bank.refused += 1
            bank.missing += error.missing
            if self.attempts < 3:
                self.time += 9
                self.amount //= 2
                bank.events.push(self)
        except AccountFrozen:
            bank.refused += 1
        else:
            self.target.deposit(self.amount)
            bank.moved += self.amount
        finally:
            bank.handled += 1


class MonthEnd(Event):
    def happen(self, bank):
        for account in bank.accounts:
            bank.earned += account.close_month()


class EventQueue:
    """A binary heap in a list."""

    def __init__(self):
        self.heap = []

    def __len__(self):
        return len(self.heap)

    def push(self, event):
        heap = self.heap
        heap.append(event)
        position = len(heap) - 1
        while position > 0:
            parent = (position - 1) // 2
            if not event < heap[parent]:
                break
            heap[position] = heap[parent]
            position = parent
        heap[position] = event

    def pop(self):
        heap = self.heap
        first = heap[0]
        last = heap.pop()
        end = len(heap)
        if end == 0:
            return first
        position = 0
        child = 1
        while child < end:
            if child + 1 < end and heap[child + 1] < heap[child]:
                child += 1
            if not heap[child] < last:
                break
            heap[position] = heap[child]
            position = child
            child = 2 * position + 1
        heap[position] = last
        return first


class Bank:
    def __init__(self, customers):
        self.accounts = []
        self.events = EventQueue()
        self.handled = self.refused = self.missing = self.moved = self.earned = 0
        for index in range(customers):
            kind = Savings if index % 3 == 0 else Checking
            self.accounts.append(kind(f"customer-{index}", balance=10000 * (index % 7)))

    def plan(self, transfers):
        seed = 99
        last_time = 0
        for number in range(transfers):
            seed = (seed * 1103515245 + 12345) % 2147483648
            source = self.accounts[seed // 65536 % len(self.accounts)]
            seed = (seed * 1103515245 + 12345) % 2147483648
            target = self.accounts[seed // 65536 % len(self.accounts)]
            amount = seed // 4096 % 30000 + 1
            time = seed // 128 % (transfers + 1)
            last_time = max(last_time, time)
            if source is not target:
                self.events.push(Transfer(time, number, source, target, amount))
        for month in range(1, 13):
            self.events.push(MonthEnd(last_time * month // 12, transfers + month))

    def work(self):
        while self.events:
            self.events.pop().happen(self)


def run(size):
    bank = Bank(customers=60)
    bank.plan(size)
    bank.work()
    richest = max(bank.accounts, key=lambda account: account.balance)
    total = sum([account.balance for account in bank.accounts])
    return (
        f"{bank.handled} handled, {bank.refused} refused lacking {bank.missing}, "
        f"{bank.moved} moved, earned {bank.earned}, total {total}, richest {richest}"
    )


if __name__ == "__main__":
    print(run(38000))
