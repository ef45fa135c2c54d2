"""Text packed with Huffman's code and unpacked again, by a heap, a tree and strings of bits."""


class Leaf:
    def __init__(self, letter, count):
        self.letter = letter
        self.count = count
        self.smallest = letter

    def assign(self, prefix, codes):
        codes[self.letter] = prefix or "0"


class Branch:
    def __init__(self, left, right):
        self.left = left
        self.right = right
        self.count = left.count + right.count
        self.smallest = min(left.smallest, right.smallest)

    def assign(self, prefix, codes):
        self.left.assign(prefix + "0", codes)
        self.right.assign(prefix + "1", codes)


def lighter(first, second):
    """Equal weights are ordered by their smallest letter, so that the code is always the same."""
    return (first.count, first.smallest) < (second.count, second.smallest)


def push(heap, item):
    heap.append(item)
    position = len(heap) - 1
    while position > 0:
        parent = (position - 1) // 2
        if not lighter(heap[position], heap[parent]):
            break
        heap[position], heap[parent] = heap[parent], heap[position]
        position = parent


def pop(heap):
    top = heap[0]
    last = heap.pop()
    if heap:
        heap[0] = last
        position = 0
        while True:
            least = position
            for child in (2 * position + 1, 2 * position + 2):
                if child < len(heap) and lighter(heap[child], heap[least]):
                    least = child
            if least == position:
                break
            heap[position], heap[least] = heap[least], heap[position]
            position = least
    return top


def build_codes(text):
    counts = {}
    for letter in text:
        counts[letter] = counts.get(letter, 0) + 1
    heap = []
    for letter in sorted(counts):
        push(heap, Leaf(letter, counts[letter]))
    while len(heap) > 1:
        left = pop(heap)
        push(heap, Branch(left, pop(heap)))
    codes = {}
    heap[0].assign("", codes)
    return codes


def pack(text, codes):
    """Numbers of eight bits, and how many bits of the last one count."""
    bits = "".join([codes[letter] for letter in text])
    packed = []
    for begin in range(0, len(bits), 8):
        packed.append(int(bits[begin:begin + 8].ljust(8, "0"), 2))
    return packed, (len(bits) - 1) % 8 + 1


def unpack(packed, last_bits, codes):
    letters = {code: letter for letter, code in codes.items()}
    pieces = []
    for number in packed:
        digits = []
        for _ in range(8):
            digits.append("1" if number & 128 else "0")
            number = number << 1 & 255
        pieces.append("".join(digits))
    pieces[-1] = pieces[-1][:last_bits]
    text = []
    code = ""
    for bit in "".join(pieces):
        code += bit
        letter = letters.get(code)
        if letter is not None:
            text.append(letter)
            code = ""
    return "".join(text)


SYLLABLES = ["ka", "lo", "mi", "ne", "ru", "sta", "the", "an", "er", "ing", "qua", "zo", " ", " ", ", ", ". "]


def make_text(count):
    seed = 31
    pieces = []
    for _ in range(count):
        seed = (seed * 16807) % 2147483647
        pieces.append(SYLLABLES[(seed >> 8) % 16 * ((seed >> 16) % 16) // 15])
    return "".join(pieces)


def run(size):
    text = make_text(size)
    codes = build_codes(text)
    packed, last_bits = pack(text, codes)
    if unpack(packed, last_bits, codes) != text:
        raise AssertionError("the text did not come back")
    checksum = 0
    for number in packed:
        checksum = (checksum * 257 + number) % 1000000007
    longest = max([len(code) for code in codes.values()])
    return f"{len(text)} letters in {len(packed)} bytes, {len(codes)} codes of at most {longest} bits, checksum {checksum}"


if __name__ == "__main__":
    print(run(280000))
