"""Loops over enumerate, zip, reversed and iterators of lists, whatever happens to the lists and the iterators meanwhile."""


def indexed(items, start=0):
    total = 0
    for index, item in enumerate(items, start):
        total += index * item
    return total


def paired(first, second):
    total = 0
    for a, b in zip(first, second):
        total += a * b
    return total


def backwards(items):
    out = []
    for item in reversed(items):
        out.append(item)
    return out[:3], len(out)


def rest(iterator):
    total = 0
    for item in iterator:
        total += item
    return total


numbers = list(range(50))
for _ in range(100):
    indexed(numbers)
    paired(numbers, numbers)
    backwards(numbers)
    rest(iter(numbers))
print(indexed(numbers), indexed(numbers, 2**48 - 10), indexed(numbers, 2**62), indexed(numbers, -3), indexed(numbers, True))
print(paired(numbers, numbers[:7]), paired(numbers[:7], numbers), paired([], numbers), paired(numbers, []))
print(indexed(tuple(numbers)), indexed(range(5)), indexed("") if False else 0, indexed(x for x in numbers), indexed({1: 2, 3: 4}))
print(paired(range(5), numbers), paired(numbers, (1, 2, 3)), paired(iter(numbers), reversed(numbers)))
same = iter(numbers)
print(paired(same, same))
print(backwards(numbers), backwards([]), backwards((1, 2, 3)), backwards("abc"), backwards(range(4)))


def growing(items):
    seen = []
    for index, item in enumerate(items):
        if index < 60:
            items.append(item + 1)
        seen.append(item)
    return len(seen), seen[-3:]


def shrinking(items):
    seen = []
    for index, item in enumerate(items):
        items.pop()
        seen.append((index, item))
    return seen


def changing(first, second):
    seen = 0
    for a, b in zip(first, second):
        if seen == 5:
            del second[7:]
        if seen == 3:
            first.append(a)
        seen += 1
    return seen


def reversing(items):
    seen = []
    for item in reversed(items):
        seen.append(item)
        if len(items) > 2:
            del items[:2]
    return seen


for _ in range(60):
    growing([1])
    shrinking(list(range(6)))
    changing(list(range(20)), list(range(20)))
    reversing(list(range(20)))
print(growing([1, 2]), shrinking(list(range(9))), changing(list(range(20)), list(range(20))), reversing(list(range(20))))


def stopped(iterator, limit):
    seen = []
    for index, item in iterator:
        seen.append((index, item))
        if index == limit:
            break
    return seen


for _ in range(60):
    stopped(enumerate([5, 6, 7, 8, 9]), 3)
pairs = enumerate([5, 6, 7, 8, 9])
print(stopped(pairs, 1), stopped(pairs, 3), next(pairs), list(pairs), stopped(pairs, 0))
letters = list("abcdef")
pairs = enumerate(letters)
print(len(stopped(pairs, 9)))
letters.append("g")
print(list(pairs), stopped(pairs, 9))
inner = iter(letters)
pairs = zip(inner, letters)
print(next(inner), stopped(pairs, "d"), next(inner), list(pairs), list(inner))
first, second = iter([1, 2, 3]), iter([1, 2])
pairs = zip(first, second)
print(stopped(pairs, 9), list(first), list(second))
first, second = iter([1, 2]), iter([1, 2, 3])
print(stopped(zip(first, second), 9), list(first), list(second))


def shared(iterator):
    out = []
    for a, b in iterator:
        for c, d in iterator:
            out.append((a, c))
            if c % 3 == 0:
                break
    return out


for _ in range(40):
    shared(enumerate([1] * 12))
print(shared(enumerate([1] * 12)), shared(zip(range(5), range(5))))


def triples(items):
    total = 0
    for index, (left, right) in enumerate(zip(items, items)):
        total += index * left - right
    for triple in zip(items, items, items):
        total += len(triple)
    for pair in enumerate(items):
        total += pair[0]
    try:
        for left, right in zip(items, items[1:], strict=True):
            total += left
    except ValueError as error:
        return total, str(error)
    return total


for _ in range(60):
    triples(numbers)
print(triples(numbers))


class Odd(list):
    def __iter__(self):
        return iter([1, 3, 5])

    def __reversed__(self):
        return [7, 9]


class Count(enumerate):
    def __next__(self):
        index, item = super().__next__()
        return index, item * 10


print(indexed(Odd([2, 4])), paired(Odd([2, 4]), numbers), list(reversed(Odd())))


def given(pairs):
    total = 0
    for index, item in pairs:
        total += index * item
    return total


for _ in range(60):
    given(enumerate(numbers))
    given(zip(numbers, numbers))
print(given(enumerate(numbers)), given(Count(numbers)), given(zip(numbers, numbers)), given({1: 2}.items()), given([(1, 2)]))
print(given(map(divmod, numbers, [7] * 50)), given((x, x) for x in numbers))
try:
    given(enumerate([1, 2, "x", None]))
except TypeError as error:
    print(error)
try:
    given([(1, 2, 3)])
except ValueError as error:
    print(error)
try:
    given(zip([1], [2], [3]))
except ValueError as error:
    print(error)


class Failing:
    def __init__(self, after):
        self.after = after

    def __iter__(self):
        return self

    def __next__(self):
        self.after -= 1
        if self.after < 0:
            raise KeyError("over")
        return self.after


for make in (lambda: enumerate(Failing(3)), lambda: zip(numbers, Failing(2))):
    try:
        given(make())
    except KeyError as error:
        print(repr(error))


def nested(n):
    total = 0
    for _ in range(n):
        for i, row in enumerate(grid):
            for j, cell in enumerate(row):
                total += i * j * cell
            for up, down in zip(row, grid[-i]):
                total += up - down
    return total


grid = [[(i * j) % 7 for j in range(9)] for i in range(9)]
print(nested(60), [[i * x for i, x in enumerate(row)] for row in grid][3], {a: b for a, b in zip(grid[2], grid[3])})


def spelled(text, start=1):
    total = 0
    for index, letter in enumerate(text, start):
        total += index * ord(letter)
    return total


def matched(left, right):
    return sum([index for index, (a, b) in enumerate(zip(left, right)) if a == b])


def alike(left, right):
    count = 0
    for a, b in zip(left, right):
        if a == b:
            count += 1
    return count


for _ in range(100):
    spelled("some letters")
    spelled(("a", "b", "c"))
    matched("left", "lift")
    alike("left", "lift")
    alike((1, 2, 3), [1, 3, 3])
print(spelled("some letters"), spelled("häßliche €uro \U0001f600"), spelled(["a", "b"]), spelled(("x",)), spelled(iter("abc")))
print(alike("abc", "abd"), alike("äbc", "äbd"), alike((1, 2), "12"), alike([1], (1,)), alike(range(3), (0, 1, 5)), matched("left", "lift"))


def summed(table):
    total = 0
    for key, value in table.items():
        total += len(key) * value
    for value in table.values():
        total += value
    for key in table:
        total -= len(key)
    return total


def edited(table, edit):
    seen = []
    try:
        for key, value in table.items():
            seen.append((key, value))
            edit(table, key)
    except RuntimeError as error:
        seen.append(str(error))
    try:
        for key in table:
            seen.append(key)
            edit(table, key)
    except RuntimeError as error:
        seen.append(str(error))
    return seen


def nothing(table, key):
    pass


def overwrite(table, key):
    table[key] = table[key] + 1


def grow(table, key):
    table[key + "!"] = 1


def shrink(table, key):
    table.pop("b", None)


table = {letter: number for number, letter in enumerate("abcdefgh")}
for _ in range(100):
    summed(table)
    edited(dict(table), nothing)
print(summed(table), summed({}), summed({"": 5}))
del table["c"], table["a"], table["h"]
print(summed(table), list(table))
for edit in (nothing, overwrite, grow, shrink):
    print(edit.__name__, edited(dict(table), edit)[:12])


class Table(dict):
    def items(self):
        return [("one", 1), ("three", 3)]

    def __iter__(self):
        return iter(["x"])


print(summed(Table(a=1)), summed(dict(Table(a=1))))


def halves(iterator):
    seen = []
    for key, value in iterator:
        seen.append(key)
        if value == 4:
            break
    return seen


for _ in range(60):
    halves(iter(table.items()))
pairs = iter(table.items())
print(halves(pairs), halves(pairs), halves(pairs))
pairs = iter(table.items())
halves(pairs)
table["new"] = 0
for _ in range(2):
    try:
        print(halves(pairs))
    except RuntimeError as error:
        print(error)
print([key * value for key, value in table.items()], {value for value in table.values()}, halves({(1, 2): 3, (3, 4): 5}))
