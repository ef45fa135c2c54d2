# quantifiers, alternation and backtracking
import re

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: re.match("a+?", "aaa").group())
show(lambda: re.match("a{2}", "aaa").group())
show(lambda: re.match("a{,2}", "aaa").group())
show(lambda: re.match("a{2,}?", "aaaa").group())
show(lambda: re.match("(a|ab)(c|bcd)", "abcd").groups())
show(lambda: re.match("(a*)*", "aab").groups())
show(lambda: re.match("(?:a|b)+", "abac").group())
show(lambda: re.match("(a+)+b", "aaaaab").group())
show(lambda: re.match("a++a", "aaa"))
show(lambda: re.match("(?>a+)b", "aab").group())
show(lambda: re.match("(.*?)(\\d+)$", "ab123").groups())
show(lambda: re.match(r"(\d{1,3})(?=(\d{3})+$)", "1234567").groups())
show(lambda: re.match("((a)|b)*", "ab").groups())
show(lambda: re.match("(?s).*", "a\nb").group())
show(lambda: re.match("(?x) a  b # c\n c", "abc").group())
show(lambda: re.match("[\\]a-c-]+", "]a-b").group())
show(lambda: re.match("(?i)STRASSE|\u017f", "strasse").group())
show(lambda: re.match("x?" * 20 + "x" * 20, "x" * 20).end())
