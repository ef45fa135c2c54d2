# patterns that are refused, with words and position
import re

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: repr(re.compile('(')))
show(lambda: repr(re.compile('a)')))
show(lambda: repr(re.compile('[a')))
show(lambda: repr(re.compile('*a')))
show(lambda: repr(re.compile('a**')))
show(lambda: repr(re.compile('a{2,1}')))
show(lambda: repr(re.compile('(?P<1>a)')))
show(lambda: repr(re.compile('(?P<a>x)(?P<a>y)')))
show(lambda: repr(re.compile('\\')))
show(lambda: repr(re.compile('(?z)')))
show(lambda: repr(re.compile('[b-a]')))
show(lambda: repr(re.compile('(?P=x)')))
show(lambda: repr(re.compile('\\1')))
show(lambda: repr(re.compile('(?<=a*)b')))
show(lambda: repr(re.compile('a{1')))
show(lambda: repr(re.compile('x{,3}')))
show(lambda: repr(re.compile('(?P<n')))
show(lambda: repr(re.compile('(?')))
show(lambda: repr(re.compile('(?#')))
show(lambda: repr(re.compile('\\x1')))
show(lambda: repr(re.compile('\\N{nope}')))
show(lambda: repr(re.compile('(?(1)a|b)')))
show(lambda: repr(re.compile('a+*')))
show(lambda: re.compile("a", re.I | re.M).flags)
show(lambda: re.compile(re.compile("a")))
show(lambda: re.compile(5))
show(lambda: re.compile("a").groups)
show(lambda: re.compile("(?P<x>a)").groupindex["x"])
