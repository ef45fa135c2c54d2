"""A lexer, a protocol and a lift: three state machines, by table, by if-chains and by bound methods."""

KEYWORDS = {"let", "if", "while", "end"}


def classify(letter):
    if letter.isalpha():
        return "letter"
    if letter.isdigit():
        return "digit"
    if letter == " ":
        return "space"
    if letter == '"':
        return "quote"
    return "sign"


# State and class of a character to the next state and what to do.
LEXER = {
    ("start", "letter"): ("word", "begin"),
    ("start", "digit"): ("number", "begin"),
    ("start", "space"): ("start", "skip"),
    ("start", "quote"): ("text", "begin"),
    ("start", "sign"): ("start", "single"),
    ("word", "letter"): ("word", "more"),
    ("word", "digit"): ("word", "more"),
    ("number", "digit"): ("number", "more"),
    ("text", "quote"): ("start", "close"),
}


def lex(source):
    tokens = []
    state = "start"
    begin = position = 0
    while position < len(source):
        letter = source[position]
        move = LEXER.get((state, classify(letter)))
        if move is None:
            if state == "text":
                position += 1
                continue
            word = source[begin:position]
            tokens.append(("keyword" if word in KEYWORDS else state, word))
            state = "start"
            continue
        state, action = move
        if action == "begin":
            begin = position
        elif action == "single":
            tokens.append(("sign", letter))
        elif action == "close":
            tokens.append(("text", source[begin + 1:position]))
        position += 1
    if state != "start":
        tokens.append((state, source[begin:]))
    return tokens


class Connection:
    """Numbered packets with acknowledgement; some get lost."""

    def __init__(self):
        self.state = "closed"
        self.expected = 0
        self.delivered = 0
        self.resets = 0

    def receive(self, kind, number):
        if self.state == "closed":
            if kind == "syn":
                self.state = "opening"
                self.expected = number + 1
                return "syn-ack"
            return "reset"
        elif self.state == "opening":
            if kind == "ack":
                self.state = "open"
                return ""
            elif kind == "syn":
                self.expected = number + 1
                return "syn-ack"
        elif self.state == "open":
            if kind == "data":
                if number == self.expected:
                    self.expected += 1
                    self.delivered += 1
                return "ack"
            elif kind == "fin":
                self.state = "closing"
                return "fin-ack"
            elif kind == "ack":
                return ""
        elif self.state == "closing":
            if kind == "ack":
                self.state = "closed"
                return ""
            elif kind == "fin":
                return "fin-ack"
        self.state = "closed"
        self.resets += 1
        return "reset"


class Lift:
    """The state is the method that handles the next tick."""

    def __init__(self, floors):
        self.waiting = [0] * floors
        self.floor = 0
        self.direction = 1
        self.carried = 0
        self.moved = 0
        self.tick = self.idle

    def wanted_ahead(self):
        floor = self.floor + self.direction
        while 0 <= floor < len(self.waiting):
            if self.waiting[floor]:
                return True
            floor += self.direction
        return False

    def idle(self):
        for count in self.waiting:
            if count:
                self.tick = self.moving
                return

    def moving(self):
        if self.waiting[self.floor]:
            self.tick = self.loading
        elif self.wanted_ahead():
            self.floor += self.direction
            self.moved += 1
        else:
            self.direction = -self.direction
            if not self.wanted_ahead():
                self.tick = self.idle

    def loading(self):
        self.waiting[self.floor] -= 1
        self.carried += 1
        if not self.waiting[self.floor]:
            self.tick = self.moving


KINDS = ["syn", "ack", "data", "data", "data", "data", "fin", "ack"]
LINES = ['let x1 = 40 + 2', 'while x1 > "ten" end', 'if ab12 < 77 let s = "a b c" end', 'x=y*(z3-14)']


def run(size):
    tokens = kinds = 0
    for number in range(size // 40):
        for kind, word in lex(LINES[number % 4]):
            tokens += 1
            kinds = (kinds * 31 + len(kind) * 7 + len(word)) % 1000003
    connection = Connection()
    lift = Lift(12)
    answers = 0
    seed = 3
    for _ in range(size):
        seed = (seed * 16807) % 2147483647
        code = seed // 64
        answer = connection.receive(KINDS[code % 8], connection.expected - code // 8 % 5 // 4)
        answers = (answers * 31 + len(answer)) % 1000003
        if code % 9 == 0:
            lift.waiting[code // 16 % 12] += 1
        lift.tick()
    return (
        f"{tokens} tokens {kinds}, {connection.delivered} delivered, {connection.resets} resets, answers {answers}, "
        f"{lift.carried} carried over {lift.moved} floors"
    )


if __name__ == "__main__":
    print(run(620000))
