"""Calls whose arguments are bound otherwise than one by one: gathered, left out, by name, for generators; and wrong ones."""


def gathered(first, *rest):
    return first * 10 + len(rest) + sum(rest)


def only_gathered(*rest):
    return rest


def by_name(first, *, second=2, **others):
    return first + second + len(others)


def mixed(first, second=20, *rest, third=30):
    return first, second, rest, third


def left_out(first, second=5, third=7):
    return first + second * third


def counting(first, *rest, step=1):
    for number in range(first, first + len(rest) + 2, step):
        yield number


class Finder:
    def __init__(self, items, *places, limit=3):
        self.items = items
        self.places = places
        self.limit = limit

    def find(self, name, *places):
        for place in places:
            if name in place:
                return place[name]
        return self.limit

    def near(self, number, far=10):
        return number + far

    @staticmethod
    def loose(*numbers):
        return len(numbers)

    @classmethod
    def made(cls, *items, **options):
        return cls(items, **options)


def attempt(call):
    try:
        return call()
    except TypeError as error:
        return str(error)


def rounds(count):
    finder = Finder([1], {"a": 1}, limit=4)
    find = finder.find
    total = 0
    for number in range(count):
        total += gathered(number) + gathered(number, 1) + gathered(number, 1, 2, number)
        total += len(only_gathered()) + len(only_gathered(number, None))
        total += by_name(number) + by_name(number, second=3) + by_name(number, other=1, more=2)
        total += left_out(number) + left_out(number, 2) + left_out(number, third=1) + left_out(number, abs(number), 1)
        total += finder.find("a", {}, {"a": number}) + finder.find("b") + find("c", {"c": 1}) + find(str(number), {"1": 5})
        total += finder.near(number) + finder.near(abs(number)) + finder.near(number, 1) + finder.near(far=2, number=number)
        total += finder.loose() + finder.loose(1, 2) + Finder.made(1, 2, limit=number).limit
        total += sum(counting(number)) + sum(counting(number, 1, 2)) + sum(counting(number, 1, step=2))
        total += len(mixed(number)[2]) + len(mixed(number, 1, 2, 3)[2]) + mixed(number, third=number)[3]
    return total


for _ in range(4):
    print(rounds(700))


def wrong(count):
    finder = Finder([])
    told = []
    for _ in range(count):
        told = [
            attempt(lambda: gathered()),
            attempt(lambda: by_name(1, 2)),
            attempt(lambda: by_name(second=2)),
            attempt(lambda: left_out()),
            attempt(lambda: left_out(1, 2, 3, 4)),
            attempt(lambda: left_out(1, first=2)),
            attempt(lambda: finder.find()),
            attempt(lambda: finder.near()),
            attempt(lambda: finder.near(1, 2, 3)),
            attempt(lambda: finder.near(1, nearer=3)),
            attempt(lambda: counting()),
            attempt(lambda: counting(1, pace=2)),
        ]
    return told


print(*wrong(300), sep="\n")


def replaced(count):
    told = []
    for number in range(count):
        told.append(left_out(1))
        if number == count // 2:
            left_out.__defaults__ = (1, 1)
        if number == count // 2 + 5:
            left_out.__defaults__ = (3,)
            try:
                left_out(1)
            except TypeError as error:
                told.append(str(error))
            left_out.__defaults__ = (5, 7)
    return sorted(set(map(str, told)))


print(replaced(2000))


def deep(number, *rest):
    return deep(number + 1, *rest, number)


def deeper(number, more=0):
    return deeper(number + 1)


for call in (deep, deeper):
    try:
        call(0)
    except RecursionError as error:
        print(error)


def kept(*items, extra=None):
    """What is gathered lives on."""
    return items


def garbage(count):
    all_kept = []
    for number in range(count):
        all_kept.append(kept([number], (number, [number]), extra=[number]))
        if len(all_kept) > 100:
            all_kept = all_kept[50:]
    return sum([pair[1][0] + pair[0][0] for pair in all_kept])


print(garbage(6000))
