"""Conway's game of life on an unbounded plane: living cells are tuples in a dict."""

GLIDER = [(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)]
ACORN = [(0, 2), (1, 0), (1, 2), (3, 1), (4, 2), (5, 2), (6, 2)]
R_PENTOMINO = [(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)]
NEIGHBOURS = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]


def place(cells, pattern, x, y):
    for dx, dy in pattern:
        cells[(x + dx, y + dy)] = 0


def step(cells):
    """The next generation; a cell's value is its age."""
    counts = {}
    for x, y in cells:
        for dx, dy in NEIGHBOURS:
            position = (x + dx, y + dy)
            counts[position] = counts.get(position, 0) + 1
    following = {}
    for position, count in counts.items():
        if count == 3 or (count == 2 and position in cells):
            following[position] = cells.get(position, -1) + 1
    return following


def run(size):
    cells = {}
    place(cells, GLIDER, -40, -40)
    place(cells, ACORN, 0, 0)
    place(cells, R_PENTOMINO, 60, 20)
    largest = len(cells)
    for _ in range(size):
        cells = step(cells)
        largest = max(largest, len(cells))
    checksum = 0
    for (x, y), age in sorted(cells.items()):
        checksum = (checksum * 31 + x * 1009 + y * 17 + age) % 1000000007
    oldest = max(cells.values())
    return f"{len(cells)} alive, at most {largest}, oldest {oldest}, checksum {checksum}"


if __name__ == "__main__":
    print(run(900))
