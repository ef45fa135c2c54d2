"""Takeuchi's function and a counting variant of it: calls of three arguments, nested."""


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


class Counter:
    def __init__(self):
        self.calls = 0

    def tarai(self, x, y, z):
        """The lazy variant: the third argument is a function, called only when it is needed."""
        self.calls += 1
        if x <= y:
            return y
        return self.tarai(
            self.tarai(x - 1, y, z),
            self.tarai(y - 1, z(), lambda: x),
            lambda: self.tarai(z() - 1, x, lambda: y),
        )


def run(size):
    third = size // 3
    counter = Counter()
    lazy = counter.tarai(size * 2, size, lambda: 0)
    return f"tak {tak(size, 2 * third, third)}, lazy tarai {lazy} in {counter.calls} calls"


if __name__ == "__main__":
    print(run(27))
