"""A spreadsheet of cells which recompute themselves, in order, when their inputs change."""


class Cell:
    """A node of the network; `rank` is larger than the rank of every input."""

    def __init__(self, inputs=()):
        self.inputs = list(inputs)
        self.observers = []
        self.value = 0
        self.dirty = False
        self.rank = 0
        for cell in self.inputs:
            cell.observers.append(self)
            self.rank = max(self.rank, cell.rank + 1)

    def compute(self):
        raise NotImplementedError(type(self).__name__)


class Input(Cell):
    def compute(self):
        return self.value


class Sum(Cell):
    def compute(self):
        total = 0
        for cell in self.inputs:
            total += cell.value
        return total


class Largest(Cell):
    def compute(self):
        return max([cell.value for cell in self.inputs])


class Scaled(Cell):
    def __init__(self, source, factor, offset=0, modulus=1009):
        super().__init__([source])
        self.factor = factor
        self.offset = offset
        self.modulus = modulus

    def compute(self):
        return (self.inputs[0].value * self.factor + self.offset) % self.modulus


class Choice(Cell):
    """The second input while the first is below a limit, else the third."""

    def __init__(self, condition, below, above, limit):
        super().__init__([condition, below, above])
        self.limit = limit

    def compute(self):
        condition, below, above = self.inputs
        return below.value if condition.value < self.limit else above.value


class Sheet:
    def __init__(self):
        self.cells = []
        self.pending = []
        self.computed = 0
        self.changed = 0

    def add(self, cell):
        self.cells.append(cell)
        while len(self.pending) <= cell.rank:
            self.pending.append([])
        cell.value = cell.compute()
        return cell

    def schedule(self, cell):
        if not cell.dirty:
            cell.dirty = True
            self.pending[cell.rank].append(cell)

    def set(self, cell, value):
        if cell.value != value:
            cell.value = value
            for observer in cell.observers:
                self.schedule(observer)

    def settle(self):
        """Recompute what depends on a change, each cell once, inputs before observers."""
        for waiting in self.pending:
            for cell in waiting:
                cell.dirty = False
                self.computed += 1
                value = cell.compute()
                if value != cell.value:
                    self.changed += 1
                    self.set(cell, value)
            waiting.clear()


def build(sheet, width, depth):
    inputs = [sheet.add(Input()) for _ in range(width)]
    layer = inputs
    for level in range(depth):
        following = []
        for i in range(width):
            near = layer[i]
            right = layer[(i + 1) % width]
            far = layer[(i + level + 2) % width]
            kind = (i + level) % 4
            if kind == 0:
                cell = Sum([near, right])
            elif kind == 1:
                cell = Scaled(near, factor=level + 3, offset=i)
            elif kind == 2:
                cell = Choice(near, right, far, limit=500)
            else:
                cell = Scaled(sheet.add(Largest([near, right, far])), factor=7, modulus=997)
            following.append(sheet.add(cell))
        layer = following
    return inputs, sheet.add(Sum(layer))


def run(size):
    sheet = Sheet()
    inputs, output = build(sheet, width=16, depth=6)
    checksum = 0
    seed = 1
    for _ in range(size):
        seed = (seed * 16807) % 2147483647
        sheet.set(inputs[seed % len(inputs)], seed // 16 % 1000)
        sheet.settle()
        checksum = (checksum * 37 + output.value) % 1000000007
    return f"{len(sheet.cells)} cells, {sheet.computed} computed, {sheet.changed} changed, checksum {checksum}"


if __name__ == "__main__":
    print(run(20000))
