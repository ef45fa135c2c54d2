"""Word counts and a search index over generated pages of text: dicts of lists of strings."""

SYLLABLES = ["ka", "to", "mi", "ren", "sul", "da", "vo", "pe", "lin", "gar", "u", "sha"]
ENDINGS = ["", ".", ",", "!", ";"]


def spell(number):
    parts = []
    while True:
        parts.append(SYLLABLES[number % len(SYLLABLES)])
        number //= len(SYLLABLES)
        if number == 0:
            return "".join(parts)


class Writer:
    """Writes pages of pseudo-random words, some of them far more frequent than others."""

    def __init__(self, seed):
        self.state = seed
        self.vocabulary = [spell(number) for number in range(24 * 24)]

    def page(self, length):
        pieces = []
        for _ in range(length):
            self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
            draw = self.state >> 8
            word = self.vocabulary[draw % 24 * (draw // 24 % 24)]
            if draw // 576 % 9 == 0:
                word = word.capitalize()
            pieces.append(word + ENDINGS[draw // 5184 % len(ENDINGS)])
        return " ".join(pieces)


def words_of(text):
    words = []
    for piece in text.split():
        word = piece.strip(".,!;").lower()
        if word:
            words.append(word)
    return words


class Index:
    def __init__(self):
        self.counts = {}
        self.postings = {}

    def add(self, page_number, text):
        for position, word in enumerate(words_of(text)):
            self.counts[word] = self.counts.get(word, 0) + 1
            pages = self.postings.setdefault(word, {})
            if page_number in pages:
                pages[page_number].append(position)
            else:
                pages[page_number] = [position]

    def most_common(self, limit):
        return sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def search(self, first, second):
        """Pages on which the second word follows the first one directly."""
        left = self.postings.get(first, {})
        right = self.postings.get(second, {})
        found = []
        for page_number, positions in left.items():
            if page_number not in right:
                continue
            following = right[page_number]
            if any([position + 1 in following for position in positions]):
                found.append(page_number)
        return found


def run(size):
    writer = Writer(1)
    index = Index()
    for page_number in range(size):
        index.add(page_number, writer.page(120))
    top = index.most_common(12)
    hits = 0
    for first, _ in top:
        for second, _ in top:
            hits += len(index.search(first, second))
    longest = max(index.counts, key=lambda word: (len(word), word))
    best = " ".join([f"{word}:{count}" for word, count in top[:4]])
    return f"{len(index.counts)} words, {best}, {hits} hits, longest {longest}"


if __name__ == "__main__":
    print(run(2300))
