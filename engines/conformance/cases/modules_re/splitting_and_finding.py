# split, findall and finditer
import re

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: re.split(",", "a,b,,c"))
show(lambda: re.split("(,)", "a,b"))
show(lambda: re.split(r"\s*;\s*", "a ; b;c"))
show(lambda: re.split("", "abc"))
show(lambda: re.split("x*", "axbc"))
show(lambda: re.split(",", "a,b,c", 1))
show(lambda: re.split("(a)|b", "1a2b3"))
show(lambda: re.findall("a(b)?", "aba"))
show(lambda: re.findall("(a)(b)", "abab"))
show(lambda: re.findall("a*", "baac"))
show(lambda: [m.span() for m in re.finditer("a*?", "aa")])
show(lambda: [m.group() for m in re.finditer(r"\d+", "1 22 333")])
show(lambda: re.findall(r"\w+", "h\u00e9llo w\u00f6rld"))
show(lambda: re.findall(r"\w+", "h\u00e9llo", re.A))
show(lambda: re.findall("^a", "a\na", re.M))
show(lambda: re.findall("a.b", "a\nb", re.S))
show(lambda: re.findall(r"(?i:A)b", "abAB"))
show(lambda: re.escape("a.b*c d-\u00e9"))
show(lambda: re.findall("[^\\W\\d]", "a1_b"))
