# sub and subn with texts, functions and counts
import re

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: re.sub("a", "b", "aaa"))
show(lambda: re.sub("a", "b", "aaa", 2))
show(lambda: re.sub("(a)(b)", r"\2\1", "abab"))
show(lambda: re.sub("(?P<x>a)", r"[\g<x>]", "aa"))
show(lambda: re.sub("a", lambda m: m.group().upper(), "banana"))
show(lambda: re.subn("a", "", "banana"))
show(lambda: re.sub("", "-", "abc"))
show(lambda: re.sub("x*", "-", "abxd"))
show(lambda: re.sub("a", r"\n\t\\", "a"))
show(lambda: re.sub("a", r"\q", "a"))
show(lambda: re.sub("a", r"\1", "a"))
show(lambda: re.sub("(a)?b", r"<\1>", "b"))
show(lambda: re.sub("a", 5, "a"))
show(lambda: re.sub("a", "b", "AaA", flags=re.I))
show(lambda: re.sub(r"\b", "|", "hi you"))
show(lambda: re.sub("a", r"\g<0>\g<0>", "a"))
show(lambda: re.sub("a", "\\", "a"))
show(lambda: re.sub(b"a", b"b", b"aa"))
show(lambda: re.sub("a", "b", "aa", count=1))
show(lambda: re.sub("(.)", r"\g<2>", "a"))
