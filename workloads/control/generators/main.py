"""Measurements through a chain of generators: read, cleaned, windowed, merged, searched."""


def readings(count, seed):
    for number in range(count):
        seed = (seed * 16807) % 2147483647
        yield number, (seed >> 8) % 2000 - 1000


def plausible(source, limit):
    for number, value in source:
        if -limit <= value <= limit:
            yield number, value


def smoothed(source, width):
    window = []
    total = 0
    for number, value in source:
        window.append(value)
        total += value
        if len(window) > width:
            total -= window.pop(0)
        yield number, total // len(window)


def running_extremes():
    """Is sent values, yields the lowest and highest so far."""
    low = high = yield
    while True:
        value = yield low, high
        if value < low:
            low = value
        elif value > high:
            high = value


def merged(left, right):
    """Two sources in the order of their numbers."""
    one = next(left, None)
    two = next(right, None)
    while one is not None and two is not None:
        if one[0] <= two[0]:
            yield one
            one = next(left, None)
        else:
            yield two
            two = next(right, None)
    if one is not None:
        yield one
        yield from left
    if two is not None:
        yield two
        yield from right


def runs_of_sign(source):
    length = 0
    positive = True
    for _, value in source:
        if (value >= 0) == positive:
            length += 1
        else:
            if length:
                yield length if positive else -length
            positive = not positive
            length = 1
    yield length if positive else -length


class Tree:
    def __init__(self, value):
        self.value = value
        self.left = None
        self.right = None

    def insert(self, value):
        node = self
        while True:
            if value < node.value:
                if node.left is None:
                    node.left = Tree(value)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Tree(value)
                    return
                node = node.right

    def __iter__(self):
        """In order; each level hands on what the levels below yield."""
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def first_gap(values, width):
    previous = None
    for value in values:
        if previous is not None and value - previous >= width:
            return previous, value
        previous = value
    return None


def run(size):
    left = smoothed(plausible(readings(size, 11), 900), 5)
    right = plausible(smoothed(readings(size, 23), 3), 600)
    extremes = running_extremes()
    next(extremes)
    tree = Tree(0)
    count = checksum = 0
    low = high = 0

    def watched(source):
        nonlocal count, low, high
        for item in source:
            count += 1
            low, high = extremes.send(item[1])
            if count % 16 == 0:
                tree.insert((item[1] * 37 + count * 1000003) % 1000000)
            yield item

    for length in runs_of_sign(watched(merged(left, right))):
        checksum = (checksum * 31 + length) % 1000003
    ordered = sum((index * value for index, value in enumerate(tree)), 0) % 1000000007
    gap = first_gap(iter(tree), 1000000 // (count // 16 + 1) * 4)
    return f"{count} values from {low} to {high}, runs {checksum}, tree {ordered}, first gap {gap}"


if __name__ == "__main__":
    print(run(290000))
