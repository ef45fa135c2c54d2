"""Decimal digits of pi from a streaming series: integers of thousands of bits."""


def run(size):
    # A linear fractional transformation (numerator, offset; denominator) is composed with one
    # more term of the series until both bounds of the state agree on the next digit.
    numerator, offset, denominator = 1, 0, 1
    term = 0
    digits = []
    while len(digits) < size:
        term += 1
        odd = 2 * term + 1
        offset = (2 * numerator + offset) * odd
        numerator *= term
        denominator *= odd
        if numerator > offset:
            continue
        digit, remainder = divmod(3 * numerator + offset, denominator)
        if remainder + numerator >= denominator:
            continue
        digits.append(str(digit))
        numerator *= 10
        offset = 10 * (offset - digit * denominator)
    return "".join(digits)


if __name__ == "__main__":
    print(run(4000))
