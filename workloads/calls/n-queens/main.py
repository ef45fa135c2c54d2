"""All ways to place queens on a board, by recursive backtracking over boolean lists."""


class Board:
    def __init__(self, size):
        self.size = size
        self.column_taken = [False] * size
        self.rising_taken = [False] * (2 * size - 1)
        self.falling_taken = [False] * (2 * size - 1)
        self.placed = []
        self.solutions = 0
        self.checksum = 0

    def record(self):
        self.solutions += 1
        for row, column in enumerate(self.placed):
            self.checksum = (self.checksum * 33 + row * column) % 1000000007

    def search(self, row=0):
        if row == self.size:
            self.record()
            return
        for column in range(self.size):
            rising = row + column
            falling = row - column + self.size - 1
            if self.column_taken[column] or self.rising_taken[rising] or self.falling_taken[falling]:
                continue
            self.column_taken[column] = self.rising_taken[rising] = self.falling_taken[falling] = True
            self.placed.append(column)
            self.search(row + 1)
            self.placed.pop()
            self.column_taken[column] = self.rising_taken[rising] = self.falling_taken[falling] = False


def run(size):
    board = Board(size)
    board.search()
    return f"{board.solutions} solutions on {size}x{size}, checksum {board.checksum}"


if __name__ == "__main__":
    print(run(12))
