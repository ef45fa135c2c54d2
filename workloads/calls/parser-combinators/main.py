"""Arithmetic parsed by functions that return functions: closures calling closures.

A parser takes (text, position) and returns (value, new position), or None when it does not match.
"""


def one_of(characters):
    def parse(text, position):
        if position < len(text) and text[position] in characters:
            return text[position], position + 1
        return None

    return parse


def sequence(*parsers):
    def parse(text, position):
        values = []
        for parser in parsers:
            result = parser(text, position)
            if result is None:
                return None
            value, position = result
            values.append(value)
        return values, position

    return parse


def choice(*parsers):
    def parse(text, position):
        for parser in parsers:
            result = parser(text, position)
            if result is not None:
                return result
        return None

    return parse


def many(parser, at_least=0):
    def parse(text, position):
        values = []
        while True:
            result = parser(text, position)
            if result is None:
                break
            value, position = result
            values.append(value)
        if len(values) < at_least:
            return None
        return values, position

    return parse


def convert(parser, function):
    def parse(text, position):
        result = parser(text, position)
        if result is None:
            return None
        value, position = result
        return function(value), position

    return parse


def token(parser, spaces=many(one_of(" "))):
    return convert(sequence(parser, spaces), lambda pair: pair[0])


def lazy(get_parser):
    return lambda text, position: get_parser()(text, position)


def left_associative(operand, operators):
    """operand (operator operand)*, folded from the left by the table `operators`."""

    def fold(parts):
        value, rest = parts
        for symbol, right in rest:
            value = operators[symbol](value, right)
        return value

    symbol = token(one_of("".join(operators)))
    return convert(sequence(operand, many(sequence(symbol, operand))), fold)


def build_grammar(modulus):
    expression = None

    number = token(convert(many(one_of("0123456789"), at_least=1), lambda digits: int("".join(digits))))
    parenthesised = convert(
        sequence(token(one_of("(")), lazy(lambda: expression), token(one_of(")"))),
        lambda parts: parts[1],
    )
    negated = convert(
        sequence(token(one_of("-")), lazy(lambda: atom)),
        lambda parts: -parts[1] % modulus,
    )
    atom = choice(number, parenthesised, negated)
    product = left_associative(atom, {"*": lambda a, b: a * b % modulus, "%": lambda a, b: a % (b + 1)})
    expression = left_associative(
        product, {"+": lambda a, b: (a + b) % modulus, "-": lambda a, b: (a - b) % modulus}
    )
    return expression


def make_expression(seed, depth):
    if depth == 0:
        return str(seed % 97)
    left = make_expression(seed * 5 + 1, depth - 1)
    right = make_expression(seed * 3 + 2, depth - 1 - seed % 2 if depth > 1 else 0)
    operator = "+-*%"[seed % 4]
    if seed % 3 == 0:
        return f"({left} {operator} {right})"
    if seed % 3 == 1:
        return f"{left} {operator} -{right}"
    return f"{left}{operator}({right})"


def run(size):
    parse = build_grammar(1000003)
    checksum = 0
    characters = 0
    for seed in range(size):
        text = make_expression(seed, 4)
        value, end = parse(text, 0)
        if end != len(text):
            raise ValueError(f"stopped at {end} in {text!r}")
        characters += end
        checksum = (checksum * 131 + value) % 1000000007
    return f"{characters} characters, checksum {checksum}"


if __name__ == "__main__":
    print(run(5500))
