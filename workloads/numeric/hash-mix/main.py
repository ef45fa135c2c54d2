"""32-bit generators and hashes, written with shifts and masks on Python integers."""

MASK = 0xFFFFFFFF


def next_lcg(state):
    return (state * 1664525 + 1013904223) & MASK


def next_xorshift(state):
    state ^= (state << 13) & MASK
    state ^= state >> 17
    state ^= (state << 5) & MASK
    return state


def rotate_left(value, bits):
    return ((value << bits) | (value >> (32 - bits))) & MASK


def mix_word(accumulator, word):
    word = (word * 0xCC9E2D51) & MASK
    word = rotate_left(word, 15)
    word = (word * 0x1B873593) & MASK
    accumulator = rotate_left(accumulator ^ word, 13)
    return (accumulator * 5 + 0xE6546B64) & MASK


def finish(accumulator, length):
    accumulator ^= length
    accumulator ^= accumulator >> 16
    accumulator = (accumulator * 0x85EBCA6B) & MASK
    accumulator ^= accumulator >> 13
    accumulator = (accumulator * 0xC2B2AE35) & MASK
    return accumulator ^ (accumulator >> 16)


def run(size):
    linear = 12345
    shifted = 2463534242
    accumulator = 0
    histogram = [0] * 16
    for _ in range(size):
        linear = next_lcg(linear)
        shifted = next_xorshift(shifted)
        accumulator = mix_word(accumulator, linear ^ shifted)
        histogram[accumulator >> 28] += 1
    digest = finish(accumulator, size)
    return f"{digest:08x} {min(histogram)}..{max(histogram)}"


if __name__ == "__main__":
    print(run(400000))
