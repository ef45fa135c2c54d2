"""NAME: say in one line what the program does."""


def run(size):
    """Replace this: everything the result says must depend on all the work. No printing, clock, input or chance."""
    total = 0
    for number in range(size):
        total = (total * 31 + number * number) % 1000003
    return f"{size} numbers, checksum {total}"


if __name__ == "__main__":
    print(run(2000000))
