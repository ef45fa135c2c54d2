"""Regular expressions compiled to an automaton and run over text, all paths at once."""


class State:
    """Reads one character that `accepts` allows, or splits into two without reading."""

    def __init__(self, accepts, out=None, other=None):
        self.accepts = accepts
        self.out = out
        self.other = other
        self.seen_at = -1


class Literal:
    def __init__(self, letter):
        self.letter = letter

    def accepts(self, letter):
        return letter == self.letter


class Any:
    def accepts(self, letter):
        return letter != "\n"


class CharacterClass:
    def __init__(self, letters, negated):
        self.letters = letters
        self.negated = negated

    def accepts(self, letter):
        return (letter in self.letters) != self.negated


class Compiler:
    """Recursive descent; every method returns the entry state and the states whose `out` is still open."""

    def __init__(self, pattern):
        self.pattern = pattern
        self.position = 0

    def peek(self):
        return self.pattern[self.position] if self.position < len(self.pattern) else ""

    def take(self):
        letter = self.peek()
        self.position += 1
        return letter

    def compile(self):
        start, loose = self.alternatives()
        final = State(None)
        connect(loose, final)
        return start, final

    def alternatives(self):
        start, loose = self.sequence()
        while self.peek() == "|":
            self.take()
            other_start, other_loose = self.sequence()
            start = State(None, start, other_start)
            loose = loose + other_loose
        return start, loose

    def sequence(self):
        start, loose = self.repeated()
        while self.peek() not in ("", "|", ")"):
            following, following_loose = self.repeated()
            connect(loose, following)
            loose = following_loose
        return start, loose

    def repeated(self):
        start, loose = self.atom()
        while self.peek() in ("*", "+", "?"):
            mark = self.take()
            split = State(None, start, None)
            if mark == "?":
                loose = loose + [(split, "other")]
                start = split
            else:
                connect(loose, split)
                loose = [(split, "other")]
                if mark == "*":
                    start = split
        return start, loose

    def atom(self):
        letter = self.take()
        if letter == "(":
            inner = self.alternatives()
            self.take()
            return inner
        if letter == "[":
            accepts = self.character_class()
        elif letter == ".":
            accepts = Any().accepts
        else:
            if letter == "\\":
                letter = self.take()
            accepts = Literal(letter).accepts
        state = State(accepts)
        return state, [(state, "out")]

    def character_class(self):
        negated = self.peek() == "^"
        if negated:
            self.take()
        letters = set()
        while self.peek() != "]":
            first = self.take()
            if self.peek() == "-":
                self.take()
                for code in range(ord(first), ord(self.take()) + 1):
                    letters.add(chr(code))
            else:
                letters.add(first)
        self.take()
        return CharacterClass(letters, negated).accepts


def connect(loose, target):
    for state, name in loose:
        if name == "out":
            state.out = target
        else:
            state.other = target


class Matcher:
    def __init__(self, pattern):
        self.start, self.final = Compiler(pattern).compile()
        self.generation = 0

    def follow(self, state, states):
        """Adds a state and everything reached from it without reading."""
        if state.seen_at == self.generation:
            return
        state.seen_at = self.generation
        if state.accepts is None and state is not self.final:
            self.follow(state.out, states)
            self.follow(state.other, states)
        else:
            states.append(state)

    def match_end(self, text, begin):
        """The end of the longest match that begins there, or -1."""
        self.generation += 1
        current = []
        self.follow(self.start, current)
        end = begin if self.final in current else -1
        for position in range(begin, len(text)):
            letter = text[position]
            self.generation += 1
            following = []
            for state in current:
                if state.accepts is not None and state.accepts(letter):
                    self.follow(state.out, following)
            if not following:
                return end
            if self.final in following:
                end = position + 1
            current = following
        return end

    def find_all(self, text):
        found = []
        position = 0
        while position < len(text):
            end = self.match_end(text, position)
            if end > position:
                found.append(text[position:end])
                position = end
            else:
                position += 1
        return found


PATTERNS = [
    r"[a-z]+@[a-z]+(\.[a-z]+)+",
    r"[0-9]+-[0-9]+-[0-9]+",
    "(https?|ftp)://[^ \n]+",
    r"\([^()]*\)",
    r"(a|b|ab)*abb?",
]
WORDS = ["mail", "ann@example.org", "12", "2024-05-17", "http://a.example/x?y=1", "(see", "note)", "ababb", "aab", "bob@b.c.d", "ftp://old", "(ok)", "end."]


def make_text(count):
    seed = 7
    words = []
    for number in range(count):
        seed = (seed * 16807) % 2147483647
        words.append(WORDS[seed // 64 % len(WORDS)])
        words.append("\n" if number % 12 == 11 else " ")
    return "".join(words)


def run(size):
    text = make_text(size)
    parts = []
    for pattern in PATTERNS:
        found = Matcher(pattern).find_all(text)
        checksum = 0
        for match in found:
            checksum = (checksum * 31 + len(match) * ord(match[-1])) % 1000003
        parts.append(f"{len(found)}:{checksum}")
    return f"{len(text)} characters, matches {' '.join(parts)}"


if __name__ == "__main__":
    print(run(14000))
