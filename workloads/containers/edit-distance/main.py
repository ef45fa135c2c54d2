"""Two dynamic programs over strings: edit distance by rows, common subsequence by a table."""


def make_text(length, seed):
    letters = []
    for _ in range(length):
        seed = (seed * 16807) % 2147483647
        letters.append("acgt"[seed >> 7 & 3])
    return "".join(letters)


def mutate(text, seed):
    """The text with some letters replaced, dropped or doubled."""
    pieces = []
    for letter in text:
        seed = (seed * 16807) % 2147483647
        kind = seed // 1024 % 12
        if kind == 0:
            pieces.append("t" if letter == "a" else "a")
        elif kind == 1:
            pieces.append(letter * 2)
        elif kind != 2:
            pieces.append(letter)
    return "".join(pieces)


def edit_distance(left, right):
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            cost = previous[j - 1] + (a != b)
            cost = min(cost, previous[j] + 1, current[j - 1] + 1)
            current.append(cost)
        previous = current
    return previous[-1]


def common_subsequence(left, right):
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left)):
        row = table[i]
        below = table[i + 1]
        for j in range(len(right)):
            if left[i] == right[j]:
                below[j + 1] = row[j] + 1
            elif row[j + 1] >= below[j]:
                below[j + 1] = row[j + 1]
            else:
                below[j + 1] = below[j]
    letters = []
    i, j = len(left), len(right)
    while i and j:
        if table[i][j] == table[i - 1][j]:
            i -= 1
        elif table[i][j] == table[i][j - 1]:
            j -= 1
        else:
            i -= 1
            j -= 1
            letters.append(left[i])
    return "".join(reversed(letters))


def run(size):
    original = make_text(size, 11)
    copy = mutate(original, 5)
    stranger = make_text(size, 77)
    near = edit_distance(original, copy)
    far = edit_distance(original, stranger)
    shared = common_subsequence(original, copy)
    return f"near {near}, far {far}, {len(shared)} letters shared: {shared[:20]}...{shared[-8:]}"


if __name__ == "__main__":
    print(run(850))
