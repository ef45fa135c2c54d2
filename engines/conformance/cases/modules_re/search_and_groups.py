# groups, spans and defaults of a match
import re

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: re.search(r"(\w+)@(\w+)", "to joe@site now").groups())
show(lambda: re.match("b", "ab"))
show(lambda: re.match("a|b", "ab").span())
show(lambda: re.fullmatch("a+", "aaab"))
show(lambda: re.search("(a)(b)?", "ac").groups("-"))
show(lambda: re.search("(?P<x>a)(?P<y>z)?", "a").groupdict())
show(lambda: re.search("(a)", "xa").start(1))
show(lambda: re.search("(a)(b)?", "a").span(2))
show(lambda: re.search("a", "a").group(1))
show(lambda: re.search("(?P<n>a)", "a")["n"])
show(lambda: re.search("(?P<n>a)", "a")["zz"])
show(lambda: re.search("(a)(b)", "ab").expand(r"\2\1\g<1>"))
show(lambda: re.search("(a)(b)", "ab").lastindex)
show(lambda: re.search("(?P<q>a)", "a").lastgroup)
show(lambda: re.search("a", "ba").string)
show(lambda: re.search("a(?=b)", "ab").group())
show(lambda: re.search("(?<=a)b", "ab").span())
show(lambda: re.search("(?<!a)b", "ab"))
show(lambda: re.search(r"(a)\1", "aa").group())
show(lambda: bool(re.search("", "")))
show(lambda: re.search("a", 5))
show(lambda: re.search("a", b"a"))
show(lambda: repr(re.search("b", "abc")))
