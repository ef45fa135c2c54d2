"""A JSON writer and reader written out by hand: characters, slices, nested lists and dicts."""

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
UNESCAPES = {'"': '"', "\\": "\\", "/": "/", "n": "\n", "t": "\t"}


class DecodeError(ValueError):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


def encode_string(text):
    pieces = ['"']
    for character in text:
        pieces.append(ESCAPES.get(character, character))
    pieces.append('"')
    return "".join(pieces)


def encode(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return encode_string(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        members = [encode_string(key) + ": " + encode(item) for key, item in value.items()]
        return "{" + ", ".join(members) + "}"
    if isinstance(value, list):
        return "[" + ", ".join([encode(item) for item in value]) + "]"
    raise TypeError(f"cannot encode {type(value).__name__}")


class Decoder:
    def __init__(self, text):
        self.text = text
        self.position = 0

    def fail(self, message):
        raise DecodeError(message, self.position)

    def skip_spaces(self):
        while self.position < len(self.text) and self.text[self.position] in " \n\t":
            self.position += 1

    def peek(self):
        self.skip_spaces()
        if self.position == len(self.text):
            self.fail("unexpected end")
        return self.text[self.position]

    def expect(self, literal):
        if not self.text.startswith(literal, self.position):
            self.fail(f"expected {literal!r}")
        self.position += len(literal)

    def value(self):
        character = self.peek()
        if character == "{":
            return self.members()
        if character == "[":
            return self.elements()
        if character == '"':
            return self.string()
        if character == "t":
            self.expect("true")
            return True
        if character == "f":
            self.expect("false")
            return False
        if character == "n":
            self.expect("null")
            return None
        return self.number()

    def members(self):
        result = {}
        self.expect("{")
        while self.peek() != "}":
            if result:
                self.expect(",")
                self.skip_spaces()
            key = self.string()
            self.skip_spaces()
            self.expect(":")
            result[key] = self.value()
        self.position += 1
        return result

    def elements(self):
        result = []
        self.expect("[")
        while self.peek() != "]":
            if result:
                self.expect(",")
            result.append(self.value())
        self.position += 1
        return result

    def string(self):
        self.expect('"')
        pieces = []
        start = self.position
        while True:
            if self.position == len(self.text):
                self.fail("unterminated string")
            character = self.text[self.position]
            if character == '"':
                break
            if character == "\\":
                pieces.append(self.text[start:self.position])
                escaped = self.text[self.position + 1:self.position + 2]
                if escaped not in UNESCAPES:
                    self.fail(f"unknown escape {escaped!r}")
                pieces.append(UNESCAPES[escaped])
                self.position += 2
                start = self.position
            else:
                self.position += 1
        pieces.append(self.text[start:self.position])
        self.position += 1
        return "".join(pieces)

    def number(self):
        start = self.position
        while self.position < len(self.text) and self.text[self.position] in "+-.0123456789eE":
            self.position += 1
        literal = self.text[start:self.position]
        try:
            if "." in literal or "e" in literal:
                return float(literal)
            return int(literal)
        except ValueError:
            self.position = start
            self.fail(f"bad number {literal!r}")


def decode(text):
    decoder = Decoder(text)
    value = decoder.value()
    decoder.skip_spaces()
    if decoder.position != len(text):
        decoder.fail("unexpected text")
    return value


def make_record(number):
    return {
        "id": number,
        "name": f'user "{number}"\tof many',
        "active": number % 3 == 0,
        "score": number * 0.375 - 10.0,
        "parent": None if number % 5 else {"id": number // 5, "path": "c:\\data\\" + str(number)},
        "tags": [f"tag{number * step % 17}" for step in range(number % 6)],
        "matrix": [[number + i * j for i in range(3)] for j in range(3)],
    }


def run(size):
    records = [make_record(number) for number in range(size)]
    text = encode(records)
    decoded = decode(text)
    if decoded != records:
        raise ValueError("the text does not describe the records")
    failures = 0
    for cut in range(1, 200, 7):
        try:
            decode(text[:cut])
        except DecodeError as error:
            failures += error.position
    active = sum([record["id"] for record in decoded if record["active"]])
    tags = {}
    for record in decoded:
        for tag in record["tags"]:
            tags[tag] = tags.get(tag, 0) + 1
    return f"{len(text)} characters, active {active}, {len(tags)} tags, failures {failures}, {text[-60:]}"


if __name__ == "__main__":
    print(run(7000))
