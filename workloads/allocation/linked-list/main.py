"""Singly linked lists mapped, filtered, reversed and merge-sorted into new lists."""


class Cell:
    __slots__ = ("value", "rest")

    def __init__(self, value, rest):
        self.value = value
        self.rest = rest


def random_list(length, seed):
    """A list of pseudo-random numbers, newest first."""
    head = None
    for _ in range(length):
        seed = (seed * 69069 + 1) % 4294967296
        head = Cell(seed >> 12, head)
    return head


def reverse(cell):
    result = None
    while cell is not None:
        result = Cell(cell.value, result)
        cell = cell.rest
    return result


def map_values(function, cell):
    result = None
    while cell is not None:
        result = Cell(function(cell.value), result)
        cell = cell.rest
    return reverse(result)


def keep(predicate, cell):
    result = None
    while cell is not None:
        if predicate(cell.value):
            result = Cell(cell.value, result)
        cell = cell.rest
    return reverse(result)


def split(cell):
    """Two lists holding every other element."""
    left = right = None
    while cell is not None:
        left, right = Cell(cell.value, right), left
        cell = cell.rest
    return left, right


def merge(left, right):
    result = None
    while left is not None and right is not None:
        if left.value <= right.value:
            result = Cell(left.value, result)
            left = left.rest
        else:
            result = Cell(right.value, result)
            right = right.rest
    remaining = left if left is not None else right
    while remaining is not None:
        result = Cell(remaining.value, result)
        remaining = remaining.rest
    return reverse(result)


def sort(cell):
    if cell is None or cell.rest is None:
        return cell
    left, right = split(cell)
    return merge(sort(left), sort(right))


def fold(function, start, cell):
    while cell is not None:
        start = function(start, cell.value)
        cell = cell.rest
    return start


def run(size):
    numbers = random_list(size, 42)
    scaled = map_values(lambda value: value * 3 % 100003, numbers)
    odd = keep(lambda value: value % 2, scaled)
    ordered = sort(odd)
    length = fold(lambda total, _: total + 1, 0, ordered)
    checksum = fold(lambda total, value: (total * 17 + value) % 1000000007, 0, ordered)
    return f"{length} of {size} kept, from {ordered.value}, checksum {checksum}"


if __name__ == "__main__":
    print(run(55000))
