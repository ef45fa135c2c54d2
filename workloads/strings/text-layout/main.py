"""Paragraphs cut into words, hyphenated, broken into lines and set in columns."""

VOWELS = "aeiou"


def make_words(count):
    seed = 5
    words = []
    for _ in range(count):
        letters = []
        seed = (seed * 1103515245 + 12345) % 2147483648
        for index in range(2 + seed // 65536 % 9):
            seed = (seed * 1103515245 + 12345) % 2147483648
            code = seed // 65536
            letters.append(VOWELS[code % 5] if index % 2 else chr(98 + code % 24))
        word = "".join(letters)
        if seed // 1024 % 11 == 0:
            word = word.capitalize()
        if seed // 4096 % 9 == 0:
            word += "," if seed // 8192 % 2 else "."
        words.append(word)
    return words


def hyphenate(word, room):
    """The longest start that ends after a vowel and fits with its hyphen, and the rest; or nothing and the word."""
    for end in range(min(room - 1, len(word) - 2), 1, -1):
        if word[end - 1] in VOWELS and word[end].isalpha():
            return word[:end] + "-", word[end:]
    return "", word


def fill(words, width):
    lines = []
    line = []
    used = 0
    for word in words:
        while word:
            room = width - used - (1 if line else 0)
            if len(word) <= room:
                line.append(word)
                used = width - room + len(word)
                break
            start, word = hyphenate(word, room)
            if start:
                line.append(start)
            lines.append(line)
            line = []
            used = 0
    if line:
        lines.append(line)
    return lines


def justify(line, width):
    """Spaces are shared out from the left."""
    if len(line) == 1:
        return line[0].ljust(width)
    spaces = width - sum([len(word) for word in line])
    gaps = len(line) - 1
    small, larger = divmod(spaces, gaps)
    pieces = []
    for number, word in enumerate(line):
        pieces.append(word)
        if number < gaps:
            pieces.append(" " * (small + (1 if number < larger else 0)))
    return "".join(pieces)


def columns(lines, count, width):
    height = -(-len(lines) // count)
    page = []
    for row in range(height):
        cells = []
        for column in range(count):
            index = column * height + row
            cells.append(lines[index] if index < len(lines) else " " * width)
        page.append(" | ".join(cells).rstrip())
    return page


def most_common(words):
    counts = {}
    for word in words:
        key = word.lower().strip(".,")
        counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ordered[0]


def run(size):
    words = make_words(size)
    width = 31
    lines = fill(words, width)
    set_lines = [justify(line, width) for line in lines[:-1]] + [" ".join(lines[-1]).ljust(width)]
    page = columns(set_lines, 3, width)
    text = "\n".join(page)
    checksum = 0
    for row in page:
        checksum = (checksum * 31 + len(row) * 7 + row.count("-") * 3 + ord(row[0])) % 1000003
    word, times = most_common(words)
    hyphens = sum([1 for line in lines if line[-1].endswith("-")])
    return f"{len(words)} words on {len(page)} rows, {hyphens} hyphens, {len(text)} characters, {word} {times} times, checksum {checksum}"


if __name__ == "__main__":
    print(run(160000))
