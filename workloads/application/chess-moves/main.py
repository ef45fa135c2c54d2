"""A chess program that plays itself: legal moves by make and unmake on a board with a border."""

# Ten columns, twelve rows: a move off the board lands on the border.
START = (
    "##########" "##########"
    "#rnbqkbnr#" "#pppppppp#" "#........#" "#........#" "#........#" "#........#" "#PPPPPPPP#" "#RNBQKBNR#"
    "##########" "##########"
)
NORTH, SOUTH, EAST, WEST = -10, 10, 1, -1
KNIGHT = (2 * NORTH + EAST, 2 * NORTH + WEST, 2 * SOUTH + EAST, 2 * SOUTH + WEST, 2 * EAST + NORTH, 2 * EAST + SOUTH, 2 * WEST + NORTH, 2 * WEST + SOUTH)
STRAIGHT = (NORTH, SOUTH, EAST, WEST)
DIAGONAL = (NORTH + EAST, NORTH + WEST, SOUTH + EAST, SOUTH + WEST)
SLIDERS = {"b": DIAGONAL, "r": STRAIGHT, "q": STRAIGHT + DIAGONAL}
VALUES = {"p": 100, "n": 320, "b": 330, "r": 500, "q": 900, "k": 20000, ".": 0}


class Move:
    __slots__ = ("source", "target", "captured", "promotes")

    def __init__(self, source, target, captured, promotes=False):
        self.source = source
        self.target = target
        self.captured = captured
        self.promotes = promotes

    def __str__(self):
        name = lambda square: "abcdefgh"[square % 10 - 1] + str(10 - square // 10)
        return name(self.source) + name(self.target)


class Board:
    def __init__(self):
        self.squares = list(START)
        self.white = True
        self.kings = {True: 95, False: 25}

    def enemy(self, piece):
        return piece.islower() if self.white else piece.isupper()

    def pseudo_moves(self):
        squares = self.squares
        for source in range(21, 99):
            piece = squares[source]
            if piece == "." or piece == "#" or piece.isupper() != self.white:
                continue
            kind = piece.lower()
            if kind == "p":
                yield from self.pawn_moves(source)
            elif kind in SLIDERS:
                for step in SLIDERS[kind]:
                    target = source + step
                    while squares[target] == ".":
                        yield Move(source, target, ".")
                        target += step
                    if self.enemy(squares[target]):
                        yield Move(source, target, squares[target])
            else:
                for step in KNIGHT if kind == "n" else STRAIGHT + DIAGONAL:
                    target = source + step
                    if squares[target] == "." or self.enemy(squares[target]):
                        yield Move(source, target, squares[target])

    def pawn_moves(self, source):
        squares = self.squares
        forward, first_row, last_row = (NORTH, 8, 2) if self.white else (SOUTH, 3, 9)
        target = source + forward
        promotes = target // 10 == last_row
        if squares[target] == ".":
            yield Move(source, target, ".", promotes)
            if source // 10 == first_row and squares[target + forward] == ".":
                yield Move(source, target + forward, ".")
        for side in (EAST, WEST):
            if self.enemy(squares[target + side]):
                yield Move(source, target + side, squares[target + side], promotes)

    def attacked(self, square, by_white):
        squares = self.squares
        for kind, steps in (("n", KNIGHT), ("k", STRAIGHT + DIAGONAL)):
            wanted = kind.upper() if by_white else kind
            for step in steps:
                if squares[square + step] == wanted:
                    return True
        pawn, behind = ("P", SOUTH) if by_white else ("p", NORTH)
        if squares[square + behind + EAST] == pawn or squares[square + behind + WEST] == pawn:
            return True
        for steps, kinds in ((STRAIGHT, "rq"), (DIAGONAL, "bq")):
            wanted = kinds.upper() if by_white else kinds
            for step in steps:
                target = square + step
                while squares[target] == ".":
                    target += step
                if squares[target] in wanted:
                    return True
        return False

    def make(self, move):
        piece = self.squares[move.source]
        if piece in "kK":
            self.kings[self.white] = move.target
        if move.promotes:
            piece = "Q" if self.white else "q"
        self.squares[move.target] = piece
        self.squares[move.source] = "."
        self.white = not self.white

    def unmake(self, move):
        self.white = not self.white
        piece = self.squares[move.target]
        if move.promotes:
            piece = "P" if self.white else "p"
        if piece in "kK":
            self.kings[self.white] = move.source
        self.squares[move.source] = piece
        self.squares[move.target] = move.captured

    def legal_moves(self):
        legal = []
        for move in list(self.pseudo_moves()):
            self.make(move)
            if not self.attacked(self.kings[not self.white], self.white):
                legal.append(move)
            self.unmake(move)
        return legal

    def material(self):
        total = 0
        for piece in self.squares:
            if piece != "#":
                value = VALUES[piece.lower()]
                total += value if piece.isupper() else -value
        return total


def count_positions(board, depth):
    if depth == 0:
        return 1
    total = 0
    for move in board.legal_moves():
        board.make(move)
        total += count_positions(board, depth - 1)
        board.unmake(move)
    return total


def choose(board, seed):
    """The best capture by value, else one of the moves by the seed."""
    moves = board.legal_moves()
    if not moves:
        return None, 0
    best = max(moves, key=lambda move: (VALUES[move.captured.lower()], -move.source, move.target))
    if best.captured != "." and seed % 3:
        return best, len(moves)
    return moves[seed // 8 % len(moves)], len(moves)


def run(size):
    positions = count_positions(Board(), 2)
    seed = 2024
    games = checksum = choices = 0
    board = Board()
    played = 0
    for _ in range(size):
        seed = (seed * 1103515245 + 12345) % 2147483648
        move, count = choose(board, seed // 65536)
        if move is None or played == 120:
            games += 1
            checksum = (checksum * 31 + board.material()) % 1000000007
            board = Board()
            played = 0
            continue
        choices += count
        checksum = (checksum * 31 + sum([ord(letter) for letter in str(move)])) % 1000000007
        board.make(move)
        played += 1
    return f"{positions} positions after two moves, {games} games, {choices} choices, checksum {checksum}, {''.join(board.squares[21:99]).replace('#', '')}"


if __name__ == "__main__":
    print(run(9000))
