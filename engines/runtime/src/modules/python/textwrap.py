"""Filling paragraphs, common indentation."""

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_WHITESPACE = "\t\n\x0b\x0c\r "
_SPACES = {ord(c): " " for c in _WHITESPACE}


def _is_word(c):
    return c.isalnum() or c == "_"


class TextWrapper:
    """Options of filling, and the filling."""

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8,
                 *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_SPACES)
        return text

    def _split(self, text):
        """Words, runs of whitespace, and parts of words that end in a hyphen or are a dash."""
        chunks = []
        i, n = 0, len(text)
        while i < n:
            j = i
            if text[i] in _WHITESPACE:
                while j < n and text[j] in _WHITESPACE:
                    j += 1
                chunks.append(text[i:j])
            else:
                while j < n and text[j] not in _WHITESPACE:
                    j += 1
                word = text[i:j]
                if self.break_on_hyphens and "-" in word:
                    chunks.extend(_hyphenated(word))
                else:
                    chunks.append(word)
            i = j
        return chunks

    def _fix_sentence_endings(self, chunks):
        i = 0
        while i < len(chunks) - 1:
            word = chunks[i].rstrip("\"'")
            if chunks[i + 1] == " " and len(word) > 1 and word[-1] in ".!?" and word[-2].islower():
                chunks[i + 1] = "  "
                i += 2
            else:
                i += 1

    def _handle_long_word(self, reversed_chunks, line, used, width):
        left = 1 if width < 1 else width - used
        if not self.break_long_words:
            if not line:
                line.append(reversed_chunks.pop())
            return
        chunk = reversed_chunks[-1]
        end = left
        if self.break_on_hyphens and len(chunk) > left:
            hyphen = chunk.rfind("-", 0, left)
            if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                end = hyphen + 1
        line.append(chunk[:end])
        reversed_chunks[-1] = chunk[end:]

    def _wrap_chunks(self, chunks):
        lines = []
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks.reverse()
        while chunks:
            line, used = [], 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and chunks[-1].strip() == "" and lines:
                del chunks[-1]
            while chunks and used + len(chunks[-1]) <= width:
                used += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, used, width)
                used = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == "":
                used -= len(line[-1])
                del line[-1]
            if not line:
                continue
            last_allowed = self.max_lines is None or len(lines) + 1 < self.max_lines
            fits = not chunks or (self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
            if last_allowed or (fits and used <= width):
                lines.append(indent + "".join(line))
                continue
            while line:
                if line[-1].strip() and used + len(self.placeholder) <= width:
                    line.append(self.placeholder)
                    lines.append(indent + "".join(line))
                    break
                used -= len(line[-1])
                del line[-1]
            else:
                if lines:
                    previous = lines[-1].rstrip()
                    if len(previous) + len(self.placeholder) <= self.width:
                        lines[-1] = previous + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        return "\n".join(self.wrap(text))


def _hyphenated(word):
    """Parts of a word: breaks are behind a hyphen between letters, and around a dash of two or more."""
    parts = []
    start = i = 0
    n = len(word)
    while i < n:
        if word[i] != "-":
            i += 1
            continue
        j = i
        while j < n and word[j] == "-":
            j += 1
        if j - i >= 2:
            # A dash, where a word stands before and behind it.
            if i > start and j < n and (_is_word(word[i - 1]) or word[i - 1] in "!\"'&.,?") and _is_word(word[j]):
                parts.append(word[start:i])
                parts.append(word[i:j])
                start = j
        elif _breaks_after(word, start, i):
            parts.append(word[start:j])
            start = j
        i = j
    if start < n:
        parts.append(word[start:])
    return parts


def _letter(c):
    return (c.isalnum() or c == "_") and not c.isdecimal()


def _breaks_after(word, start, at):
    """Whether a line may end behind the hyphen at `at`: two letters before it, or letter, hyphen, letter; two behind."""
    before = word[start:at]
    if len(before) >= 2 and _letter(before[-1]) and _letter(before[-2]):
        pass
    elif len(before) >= 3 and _letter(before[-1]) and before[-2] == "-" and _letter(before[-3]):
        pass
    else:
        return False
    after = word[at + 1:]
    return bool(after) and _letter(after[0]) and (len(after) >= 2 and (_letter(after[1]) or (
        after[1] == "-" and len(after) >= 3 and _letter(after[2]))))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """Without the whitespace that all lines begin with."""
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        content = line.lstrip(" \t")
        if not content:
            lines[i] = ""
            continue
        space = line[:len(line) - len(content)]
        if margin is None:
            margin = space
        else:
            common = 0
            for a, b in zip(margin, space):
                if a != b:
                    break
                common += 1
            margin = margin[:common]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """With a prefix before all lines that are not blank."""
    if predicate is None:
        predicate = str.strip
    return "".join(prefix + line if predicate(line) else line for line in text.splitlines(True))
