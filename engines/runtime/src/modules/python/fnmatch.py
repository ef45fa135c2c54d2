"""`fnmatch`: file names and patterns of shells."""

import os
import re
from functools import lru_cache

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


@lru_cache(maxsize=256, typed=True)
def _matcher(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(str(pat, "ISO-8859-1")).encode("ISO-8859-1")).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    match = _matcher(os.path.normcase(pat))
    return [name for name in names if match(name)]


def fnmatchcase(name, pat):
    return _matcher(pat)(name) is not None


def _set(inner):
    """A set of a pattern as one of a regular expression: ranges that are the wrong way round are empty."""
    negated = inner[0] == "!"
    if negated:
        inner = inner[1:]
    parts = []
    i = 0
    while i < len(inner):
        low = inner[i]
        if i + 2 < len(inner) and inner[i + 1] == "-":
            high = inner[i + 2]
            i += 3
            if low <= high:
                parts.append(re.escape(low) + "-" + re.escape(high))
            continue
        parts.append(re.escape(low))
        i += 1
    if not parts:
        return "." if negated else "(?!)"
    return "[" + ("^" if negated else "") + "".join(parts) + "]"


def translate(pat):
    """The regular expression of a pattern."""
    out = []
    i, n = 0, len(pat)
    while i < n:
        c = pat[i]
        i += 1
        if c == "*":
            if not out or out[-1] != ".*":
                out.append(".*")
        elif c == "?":
            out.append(".")
        elif c == "[":
            end = i
            if end < n and pat[end] == "!":
                end += 1
            if end < n and pat[end] == "]":
                end += 1
            end = pat.find("]", end)
            if end < 0:
                out.append("\\[")
            else:
                out.append(_set(pat[i:end]))
                i = end + 1
        else:
            out.append(re.escape(c))
    return "(?s:%s)\\Z" % "".join(out)
