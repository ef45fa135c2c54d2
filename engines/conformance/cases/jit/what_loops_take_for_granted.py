"""Lists and globals that loops read over and over, changed in the middle of them by other names and ways."""

factor = 3


def scaled(value):
    return value * factor


def sum_scaled(values, change_at, change):
    total = 0
    for index in range(len(values)):
        if index == change_at:
            change()
        total += scaled(values[index]) + abs(factor)
    return total


def other_scaled(value):
    return value + 1000


def replace_function():
    global scaled
    scaled = other_scaled


def restore_function():
    global scaled
    scaled = original_scaled


def replace_factor():
    global factor
    factor = factor + 0.5


def replace_abs():
    globals()["abs"] = lambda value: 7


def restore_abs():
    del globals()["abs"]


def add_global():
    globals()["name%d" % len(globals())] = 1


original_scaled = scaled
numbers = list(range(500))
for _ in range(3):
    for change in (add_global, replace_function, restore_function, replace_abs, restore_abs, replace_factor):
        print(change.__name__, sum_scaled(numbers, 250, change), sum_scaled(numbers, -1, change))


def change_inline(count):
    """Stores to a global that the loop reads."""
    global factor
    total = 0
    for index in range(count):
        total += factor
        if index % 3 == 0:
            factor = index
        total += factor
    return total


factor = 1
print(change_inline(30), change_inline(1000))


def shrink(values, alias, at):
    """The list gets shorter by another name."""
    total = 0
    index = 0
    try:
        while index < 1000:
            total += values[index]
            if index == at:
                alias.pop()
                alias.pop()
            index += 1
    except IndexError as error:
        return total, index, str(error)


def grow(values, alias, count):
    """The list gets longer while it is walked, moves in memory, and is read at its end."""
    total = 0
    for value in values:
        total += value + values[-1]
        if len(alias) < count:
            alias.append(value + 1)
            total += values[len(values) - 1]
    return total, len(values)


class Evil:
    def __init__(self, target):
        self.target = target

    def __add__(self, other):
        del self.target[100:]
        self.target.extend([5] * 20)
        return other

    __radd__ = __add__


def add_all(values, start):
    total = start
    for index in range(150):
        try:
            total = total + values[index]
        except IndexError:
            return total, index, len(values)
    return total, len(values)


def swap_inside(rows, count):
    """Another list comes into a register that the inner loop reads."""
    total = 0
    for index in range(count):
        row = rows[index % len(rows)]
        for column in range(len(row)):
            total += row[column]
            row[column] += 1
        if index % 7 == 0:
            rows.append([index])
    return total, len(rows)


def nested(matrix, size):
    total = 0
    for i in range(size):
        row = matrix[i]
        for j in range(size):
            column = matrix[j]
            for k in range(size):
                total += row[k] * column[k]
                if k == j and i == 5:
                    row[k] = total % 97
    return total


for count in (10, 400):
    values = list(range(count))
    print(shrink(values, values, count // 2), len(values))
    values = [1, 2]
    print(grow(values, values, count))
for _ in range(30):
    values = list(range(200))
    result = add_all(values, 0)
values = list(range(200))
values[50] = Evil(values)
print(result, add_all(values, 0), len(values))
print(swap_inside([[1, 2, 3], [4, 5]], 60), swap_inside([[1], [2, 3]], 500))
matrix = [[(i * 7 + j * 3) % 11 for j in range(24)] for i in range(24)]
print(nested(matrix, 24), matrix[5][:6])


def collect(values):
    """Appends in a loop that calls builtins."""
    found = []
    for value in values:
        found.append(max(value, 10) + min(value, 3))
        if len(found) > 5:
            found.pop()
    return found, len(found)


def extremes_replaced(values):
    global max
    found = []
    for value in values:
        if value == 40:
            max = lambda a, b: -1
        found.append(max(value, 10))
    del max
    return sum(found), found[-1]


print(collect(range(300)), extremes_replaced(range(60)), extremes_replaced(range(300)))
