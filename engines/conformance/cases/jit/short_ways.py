"""Operations that have a short way for the usual operands, with all other operands too."""


class Text(str):
    pass


class Same:
    """Equal to anything, and says so."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 7


class Plain:
    def __init__(self, number=0):
        self.number = number

    def double(self):
        return self.number * 2


class Loud(Plain):
    asked = 0

    def __eq__(self, other):
        Loud.asked += 1
        return self.number == getattr(other, "number", None)

    __hash__ = None


def equal_strings(values):
    hits = []
    for value in values:
        hits.append((value == "abc", "abc" != value, value == "", "x" == value, value == "é"))
    return hits


abc = "".join(["a", "b", "c"])
values = ["abc", abc, Text("abc"), "abd", "", "x", "é", 3, 2.5, None, True, [], Same(), Plain(), b"abc"]
for _ in range(300):
    answers = equal_strings(values)
print(answers)


def equal_constants(values):
    count = 0
    for left in values:
        for right in values:
            if (left == right) != (left != right):
                count += 1
            if (left == right) == True:
                count += 10
    return count


for _ in range(200):
    answer = equal_constants([True, False, None, 1, 0, 1.0, "a", ..., NotImplemented, Same(), 1 << 80])
print(answer)


def members(containers, item):
    return [item in container for container in containers]


same, plain, loud = Same(), Plain(1), Loud(1)
containers = [[1, 2, plain], (None, loud), [same], {1: 2, Text("k"): 3}, {1, "k"}, "black", frozenset([2.5]), [[]], [float("nan")]]
for item in [1, True, 2.0, None, plain, Plain(1), loud, same, "k", Text("k"), [], 1 << 80]:
    answers = []
    for container in containers:
        for _ in range(150):
            try:
                answer = item in container
            except TypeError as error:
                answer = str(error)
        answers.append(answer)
    print(answers)
print(Loud.asked)


class Growing(list):
    pass


def mixed_search(count):
    """Comparing an item gives the class another way to compare."""

    class First:
        pass

    class Second:
        def __eq__(self, other):
            First.__eq__ = lambda self, other: True
            return False

    found = []
    for _ in range(count):
        found.append(First() in [First(), Second(), First()])
    return found.count(True), found[0], found[-1]


print(mixed_search(200))


def removed(objects, key):
    told = []
    for thing in objects:
        try:
            del thing[key]
            told.append(len(thing))
        except (KeyError, IndexError, TypeError) as error:
            told.append(f"{type(error).__name__}: {error}")
    return told


class Deleting:
    def __init__(self):
        self.gone = []

    def __delitem__(self, key):
        if key == 13:
            raise KeyError(key)
        self.gone.append(key)

    def __len__(self):
        return len(self.gone)


for _ in range(300):
    objects = [{1: 2, 3: 4}, [5, 6, 7], Deleting(), (1, 2), bytearray(b"abc"), Growing([1, 2]), {}]
    first, second = removed(objects, 1), removed(objects, 13)
print(first)
print(second)


def extremes(sequences):
    told = []
    for sequence in sequences:
        try:
            told.append((max(sequence), min(sequence), max(sequence, default=0), max(sequence, key=lambda item: -item)))
        except (ValueError, TypeError) as error:
            told.append(str(error))
    return told


for _ in range(200):
    told = extremes([[3, 1, 2], (1.5, 2.5), [True, 2, 1.5], [], (), [1, "a"], ["b", "a"], [1 << 70, 3], Growing([4, 5])])
print(told)
nan = float("nan")
print(max([nan, 1.0]), min([1.0, nan]), max((2, 2.0)), max([2.0, 2]), min([True, 1]))


class Shrinking:
    def __init__(self, items, number):
        self.items = items
        self.number = number

    def __gt__(self, other):
        self.items.pop()
        return self.number > other.number


shrinking = []
shrinking.extend(Shrinking(shrinking, number) for number in range(6))
print(max(shrinking).number, len(shrinking))


def letters(text):
    out = []
    for letter in text:
        out.append(letter.upper() + letter.lower() + letter.swapcase() + letter.capitalize() + letter.title() + letter.casefold())
    return " ".join(out)


for _ in range(100):
    told = letters("aZ1 ßé") + "".lower()
print(told)


def numbers(texts):
    told = []
    for text in texts:
        try:
            told.append(int(text))
        except (ValueError, TypeError) as error:
            told.append(str(error))
    return told


for _ in range(100):
    told = numbers(["12", " -7 ", "1_000", "x", "", Text("5"), "9" * 30, 2.9, True, None, b"3"])
print(told)


def callbacks(objects):
    """Methods taken without being called."""
    total = 0
    for thing in objects:
        method = thing.double
        total += method() + (method == thing.double) + (method is thing.double)
        append = [].append
        append(total)
        total += len(append.__self__)
    return total


class Doubled(Plain):
    def double(self):
        return 5


class Valued(Plain):
    double = staticmethod(lambda: 11)


for _ in range(200):
    told = callbacks([Plain(1), Doubled(), Valued(), Plain(3), Loud(2)])
print(told)


def lists(count):
    kept = []
    for number in range(count):
        items = []
        if number % 3:
            items.append(number)
            items.extend([number, number])
        kept.append(items)
        if len(kept) > 50:
            kept = []
    return sum([len(items) for items in kept])


print(lists(20000))
