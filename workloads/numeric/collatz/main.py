"""Lengths of Collatz chains below a limit: integer loops with unpredictable branches."""


def chain_length(start):
    length = 1
    number = start
    while number != 1:
        if number % 2 == 0:
            number //= 2
        else:
            number = 3 * number + 1
        length += 1
    return length


def run(size):
    best_start = best_length = 0
    total = 0
    for start in range(1, size + 1):
        length = chain_length(start)
        total += length
        if length > best_length:
            best_start, best_length = start, length
    return f"longest chain {best_length} from {best_start}, {total} numbers visited"


if __name__ == "__main__":
    print(run(70000))
