class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class ByIndex:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * 10


a, b, c = Countdown(3)
print(a, b, c)
a, b, c = ByIndex()
print(a, b, c, list(ByIndex()), 20 in ByIndex(), 25 in ByIndex())
print(list(Countdown(4)), sum(Countdown(5)), max(Countdown(3)), 2 in Countdown(4), dict(enumerate(Countdown(2))), list(zip(Countdown(2), "ab")))
try:
    a, b = Countdown(3)
except ValueError as error:
    print(error)


class Broken:
    def __iter__(self):
        return 5


class NoIteration:
    pass


for value in (Broken(), NoIteration()):
    try:
        list(value)
    except TypeError as error:
        print(error)
