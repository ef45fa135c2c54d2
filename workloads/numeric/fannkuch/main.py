"""Pancake flips over all permutations: small lists swapped, sliced and reversed."""


def count_flips(permutation):
    stack = permutation[:]
    flips = 0
    top = stack[0]
    while top:
        stack[:top + 1] = stack[top::-1]
        flips += 1
        top = stack[0]
    return flips


def run(size):
    """Every permutation of range(size), in the order of Heap's algorithm without recursion."""
    permutation = list(range(size))
    counters = [0] * size
    most_flips = 0
    checksum = 0
    sign = 1
    depth = 1
    while True:
        flips = count_flips(permutation)
        checksum += sign * flips * (permutation[-1] + 1)
        if flips > most_flips:
            most_flips = flips
        sign = -sign
        while depth < size and counters[depth] == depth:
            counters[depth] = 0
            depth += 1
        if depth == size:
            return f"checksum {checksum}, most flips {most_flips}"
        other = counters[depth] if depth % 2 else 0
        permutation[other], permutation[depth] = permutation[depth], permutation[other]
        counters[depth] += 1
        depth = 1


if __name__ == "__main__":
    print(run(9))
