"""`shlex`: command lines into words and back, as a shell of POSIX does it. The class for other grammars is not there."""

import re

__all__ = ["split", "quote", "join"]


def split(s, comments=False, posix=True):
    """The words of a command line."""
    if s is None:
        raise ValueError("s argument must not be None")
    words, word = [], None
    i, n = 0, len(s)
    while i < n:
        c = s[i]
        i += 1
        if c in " \t\r\n":
            if word is not None:
                words.append(word)
                word = None
        elif comments and c == "#" and word is None:
            end = s.find("\n", i)
            i = n if end < 0 else end
        elif c == "'" or c == '"':
            text, end = "", i
            while True:
                if end >= n:
                    raise ValueError("No closing quotation")
                if s[end] == c:
                    break
                if posix and c == '"' and s[end] == "\\":
                    if end + 1 >= n:
                        raise ValueError("No escaped character" if end + 1 == n else "No closing quotation")
                    text += s[end + 1] if s[end + 1] in '"\\' else s[end : end + 2]
                    end += 2
                    continue
                text += s[end]
                end += 1
            word = (word or "") + (text if posix else c + text + c)
            i = end + 1
        elif c == "\\" and posix:
            if i == n:
                raise ValueError("No escaped character")
            word = (word or "") + s[i]
            i += 1
        else:
            word = (word or "") + c
    if word is not None:
        words.append(word)
    return words


_unsafe = re.compile(r"[^\w@%+=:,./-]", re.ASCII).search


def quote(s):
    """The word as the shell must read it."""
    if not s:
        return "''"
    if _unsafe(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    return " ".join(quote(arg) for arg in split_command)
