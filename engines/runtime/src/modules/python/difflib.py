"""`difflib`: what two sequences have in common, and texts of how they differ. `HtmlDiff` does not exist."""

import re as _re
from collections import namedtuple as _namedtuple
from types import GenericAlias

__all__ = ["get_close_matches", "ndiff", "restore", "SequenceMatcher", "Differ", "IS_CHARACTER_JUNK", "IS_LINE_JUNK",
           "context_diff", "unified_diff", "diff_bytes", "Match"]

Match = _namedtuple("Match", "a b size")


def _ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    """Longest common blocks of `a` and `b`, found again and again to the left and right of the longest of all."""

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk = isjunk
        self.a = self.b = None
        self.autojunk = autojunk
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        if b is not self.b:
            self.b = b
            self.matching_blocks = self.opcodes = self.fullbcount = None
            self._index()

    def _index(self):
        """Where each item of `b` stands, without junk and without what is too frequent to tell anything."""
        places = {}
        for at, item in enumerate(self.b):
            places.setdefault(item, []).append(at)
        self.b2j, self.bjunk, self.bpopular = places, set(), set()
        if self.isjunk:
            self.bjunk.update(filter(self.isjunk, places))
            for item in self.bjunk:
                del places[item]
        if self.autojunk and len(self.b) >= 200:
            limit = len(self.b) // 100 + 1
            self.bpopular.update(item for item, found in places.items() if len(found) > limit)
            for item in self.bpopular:
                del places[item]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        a, b, junk = self.a, self.b, self.bjunk
        ahi = len(a) if ahi is None else ahi
        bhi = len(b) if bhi is None else bhi
        start_a, start_b, size = alo, blo, 0
        ending, nowhere = {}, []
        for i in range(alo, ahi):
            # Length of the match that ends with a[i] and b[j].
            current = {}
            for j in self.b2j.get(a[i], nowhere):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                length = current[j] = ending.get(j - 1, 0) + 1
                if length > size:
                    start_a, start_b, size = i - length + 1, j - length + 1, length
            ending = current
        # Popular items beside the match belong to it, and then junk, but junk alone is no match.
        for wanted in (False, True):
            while start_a > alo and start_b > blo and a[start_a - 1] == b[start_b - 1] and (b[start_b - 1] in junk) == wanted:
                start_a, start_b, size = start_a - 1, start_b - 1, size + 1
            while (start_a + size < ahi and start_b + size < bhi and a[start_a + size] == b[start_b + size]
                   and (b[start_b + size] in junk) == wanted):
                size += 1
        return Match(start_a, start_b, size)

    def get_matching_blocks(self):
        if self.matching_blocks is not None:
            return self.matching_blocks
        todo, found = [(0, len(self.a), 0, len(self.b))], []
        while todo:
            alo, ahi, blo, bhi = todo.pop()
            i, j, size = match = self.find_longest_match(alo, ahi, blo, bhi)
            if size:
                found.append(match)
                if alo < i and blo < j:
                    todo.append((alo, i, blo, j))
                if i + size < ahi and j + size < bhi:
                    todo.append((i + size, ahi, j + size, bhi))
        found.sort()
        blocks = []
        for i, j, size in found:
            if blocks and blocks[-1].a + blocks[-1].size == i and blocks[-1].b + blocks[-1].size == j:
                last = blocks.pop()
                i, j, size = last.a, last.b, last.size + size
            blocks.append(Match(i, j, size))
        blocks.append(Match(len(self.a), len(self.b), 0))
        self.matching_blocks = blocks
        return blocks

    def get_opcodes(self):
        if self.opcodes is not None:
            return self.opcodes
        self.opcodes = steps = []
        i = j = 0
        for at_a, at_b, size in self.get_matching_blocks():
            if i < at_a or j < at_b:
                tag = "insert" if i == at_a else "delete" if j == at_b else "replace"
                steps.append((tag, i, at_a, j, at_b))
            i, j = at_a + size, at_b + size
            if size:
                steps.append(("equal", at_a, i, at_b, j))
        return steps

    def get_grouped_opcodes(self, n=3):
        steps = self.get_opcodes() or [("equal", 0, 1, 0, 1)]
        # Of what is equal at both ends only `n` items are of interest.
        if steps[0][0] == "equal":
            tag, i1, i2, j1, j2 = steps[0]
            steps[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if steps[-1][0] == "equal":
            tag, i1, i2, j1, j2 = steps[-1]
            steps[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in steps:
            if tag == "equal" and i2 - i1 > 2 * n:
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == "equal"):
            yield group

    def ratio(self):
        return _ratio(sum(block.size for block in self.get_matching_blocks()), len(self.a) + len(self.b))

    def quick_ratio(self):
        """An upper bound: items in common, wherever they stand."""
        if self.fullbcount is None:
            self.fullbcount = {}
            for item in self.b:
                self.fullbcount[item] = self.fullbcount.get(item, 0) + 1
        left, matches = {}, 0
        for item in self.a:
            count = left[item] if item in left else self.fullbcount.get(item, 0)
            left[item] = count - 1
            matches += count > 0
        return _ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """An upper bound: from the lengths alone."""
        return _ratio(min(len(self.a), len(self.b)), len(self.a) + len(self.b))

    __class_getitem__ = classmethod(GenericAlias)


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    from heapq import nlargest

    matcher, scored = SequenceMatcher(), []
    matcher.set_seq2(word)
    for candidate in possibilities:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
            scored.append((matcher.ratio(), candidate))
    return [candidate for _, candidate in nlargest(n, scored)]


def IS_LINE_JUNK(line, pat=_re.compile(r"\s*(?:#\s*)?$").match):
    return pat(line) is not None


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    return ch in ws


class Differ:
    """Line by line, and where two lines resemble each other, character by character."""

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == "replace":
                yield from self._resembling(a, alo, ahi, b, blo, bhi)
            elif tag == "delete":
                yield from self._marked("-", a, alo, ahi)
            elif tag == "insert":
                yield from self._marked("+", b, blo, bhi)
            else:
                yield from self._marked(" ", a, alo, ahi)

    def _marked(self, mark, lines, low, high):
        for i in range(low, high):
            yield f"{mark} {lines[i]}"

    def _replaced(self, a, alo, ahi, b, blo, bhi):
        first, second = self._marked("-", a, alo, ahi), self._marked("+", b, blo, bhi)
        if bhi - blo < ahi - alo:
            first, second = second, first
        yield from first
        yield from second

    def _resembling(self, a, alo, ahi, b, blo, bhi):
        """The pair of lines that are most alike, and the same for what is before and behind it."""
        best, threshold = 0.74, 0.75
        matcher = SequenceMatcher(self.charjunk)
        same = None
        for j in range(blo, bhi):
            matcher.set_seq2(b[j])
            for i in range(alo, ahi):
                if a[i] == b[j]:
                    if same is None:
                        same = i, j
                    continue
                matcher.set_seq1(a[i])
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, best_i, best_j = matcher.ratio(), i, j
        alike = best >= threshold
        if not alike:
            if same is None:
                yield from self._replaced(a, alo, ahi, b, blo, bhi)
                return
            best_i, best_j = same
        yield from self._around(a, alo, best_i, b, blo, best_j)
        if alike:
            old = new = ""
            matcher.set_seqs(a[best_i], b[best_j])
            for tag, i1, i2, j1, j2 in matcher.get_opcodes():
                in_a, in_b = {"replace": "^^", "delete": "- ", "insert": " +", "equal": "  "}[tag]
                old += in_a * (i2 - i1)
                new += in_b * (j2 - j1)
            yield from self._with_guides(a[best_i], b[best_j], old, new)
        else:
            yield "  " + a[best_i]
        yield from self._around(a, best_i + 1, ahi, b, best_j + 1, bhi)

    def _around(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi and blo < bhi:
            yield from self._resembling(a, alo, ahi, b, blo, bhi)
        elif alo < ahi:
            yield from self._marked("-", a, alo, ahi)
        else:
            yield from self._marked("+", b, blo, bhi)

    def _with_guides(self, line_a, line_b, marks_a, marks_b):
        for sign, line, marks in (("-", line_a, marks_a), ("+", line_b, marks_b)):
            yield f"{sign} {line}"
            # Tabs stay where they were, so that marks stand below what they mark.
            guide = "".join(c if mark == " " and c.isspace() else mark for c, mark in zip(line, marks)).rstrip()
            if guide:
                yield f"? {guide}\n"


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    try:
        sign = {1: "- ", 2: "+ "}[int(which)]
    except KeyError:
        raise ValueError("unknown delta choice (must be 1 or 2): %r" % which) from None
    for line in delta:
        if line[:2] in ("  ", sign):
            yield line[2:]


def _check(a, b, *names):
    for lines in (a, b):
        if lines and not isinstance(lines[0], str):
            raise TypeError("lines to compare must be str, not %s (%r)" % (type(lines[0]).__name__, lines[0]))
    for name in names:
        if not isinstance(name, str):
            raise TypeError("all arguments must be str, not: %r" % (name,))


def _header(signs, files, dates, end):
    for sign, file, date in zip(signs, files, dates):
        yield "{} {}{}{}".format(sign, file, f"\t{date}" if date else "", end)


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    _check(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)

    def extent(start, stop):
        length = stop - start
        if length == 1:
            return str(start + 1)
        return f"{start + 1 if length else start},{length}"

    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield from _header(("---", "+++"), (fromfile, tofile), (fromfiledate, tofiledate), lineterm)
        first, last = group[0], group[-1]
        yield f"@@ -{extent(first[1], last[2])} +{extent(first[3], last[4])} @@{lineterm}"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for line in a[i1:i2]:
                    yield " " + line
                continue
            if tag != "insert":
                for line in a[i1:i2]:
                    yield "-" + line
            if tag != "delete":
                for line in b[j1:j2]:
                    yield "+" + line


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    _check(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)

    def extent(start, stop):
        first = start + 1 if stop > start else start
        return f"{first},{stop}" if stop - start > 1 else str(first)

    marks = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield from _header(("***", "---"), (fromfile, tofile), (fromfiledate, tofiledate), lineterm)
        first, last = group[0], group[-1]
        yield "***************" + lineterm
        yield f"*** {extent(first[1], last[2])} ****{lineterm}"
        if any(step[0] in ("replace", "delete") for step in group):
            for tag, i1, i2, _, _ in group:
                if tag != "insert":
                    for line in a[i1:i2]:
                        yield marks[tag] + line
        yield f"--- {extent(first[3], last[4])} ----{lineterm}"
        if any(step[0] in ("replace", "insert") for step in group):
            for tag, _, _, j1, j2 in group:
                if tag != "delete":
                    for line in b[j1:j2]:
                        yield marks[tag] + line


def diff_bytes(dfunc, a, b, fromfile=b"", tofile=b"", fromfiledate=b"", tofiledate=b"", n=3, lineterm=b"\n"):
    def text(data):
        try:
            return data.decode("ascii", "surrogateescape")
        except AttributeError as err:
            message = "all arguments must be bytes, not %s (%r)" % (type(data).__name__, data)
            raise TypeError(message) from err

    names = map(text, (fromfile, tofile, fromfiledate, tofiledate))
    for line in dfunc(list(map(text, a)), list(map(text, b)), *names, n, text(lineterm)):
        yield line.encode("ascii", "surrogateescape")
