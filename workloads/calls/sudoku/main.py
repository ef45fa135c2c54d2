"""Sudoku puzzles solved by constraint bit masks and backtracking on the tightest cell."""

ALL_DIGITS = 0x1FF


class Random:
    """A small linear congruential generator, so that every runtime sees the same puzzles."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % limit

    def shuffled(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
        return items


class Contradiction(Exception):
    """No digit is left for a cell."""


def box_of(row, column):
    return row // 3 * 3 + column // 3


class Grid:
    def __init__(self, cells):
        self.cells = [0] * 81
        self.rows = [ALL_DIGITS] * 9
        self.columns = [ALL_DIGITS] * 9
        self.boxes = [ALL_DIGITS] * 9
        self.steps = 0
        for index, digit in enumerate(cells):
            if digit:
                self.place(index, digit)

    def candidates(self, index):
        row, column = divmod(index, 9)
        return self.rows[row] & self.columns[column] & self.boxes[box_of(row, column)]

    def place(self, index, digit):
        self.cells[index] = digit
        self.toggle(index, digit)

    def clear(self, index):
        self.toggle(index, self.cells[index])
        self.cells[index] = 0

    def toggle(self, index, digit):
        bit = 1 << (digit - 1)
        row, column = divmod(index, 9)
        self.rows[row] ^= bit
        self.columns[column] ^= bit
        self.boxes[box_of(row, column)] ^= bit

    def tightest_cell(self):
        """The empty cell with the fewest candidates, or None when the grid is full."""
        best = None
        best_count = 10
        for index in range(81):
            if self.cells[index]:
                continue
            mask = self.candidates(index)
            count = 0
            while mask:
                mask &= mask - 1
                count += 1
            if count == 0:
                raise Contradiction(index)
            if count < best_count:
                best, best_count = index, count
                if count == 1:
                    break
        return best

    def solve(self):
        self.steps += 1
        index = self.tightest_cell()
        if index is None:
            return True
        mask = self.candidates(index)
        for digit in range(1, 10):
            if not mask & (1 << (digit - 1)):
                continue
            self.place(index, digit)
            try:
                if self.solve():
                    return True
            except Contradiction:
                pass
            self.clear(index)
        return False


def shuffled_lines(random):
    """The nine line numbers with bands, and lines within bands, in random order."""
    lines = []
    for band in random.shuffled(range(3)):
        for line in random.shuffled(range(3)):
            lines.append(band * 3 + line)
    return lines


def make_puzzle(random, givens):
    """A completed pattern, relabelled and reordered, with all but `givens` cells emptied."""
    labels = random.shuffled(range(1, 10))
    rows = shuffled_lines(random)
    columns = shuffled_lines(random)
    cells = []
    for row in rows:
        for column in columns:
            cells.append(labels[(row * 3 + row // 3 + column) % 9])
    for index in random.shuffled(range(81))[givens:]:
        cells[index] = 0
    return cells


def run(size):
    random = Random(2024)
    steps = 0
    checksum = 0
    for number in range(size):
        grid = Grid(make_puzzle(random, givens=24 + number % 4))
        if not grid.solve():
            raise ValueError(f"puzzle {number} has no solution")
        steps += grid.steps
        for digit in grid.cells:
            checksum = (checksum * 10 + digit) % 998244353
    return f"{size} puzzles in {steps} steps, checksum {checksum}"


if __name__ == "__main__":
    print(run(380))
