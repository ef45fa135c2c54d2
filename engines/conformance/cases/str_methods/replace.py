# str.replace on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.replace('l', 'L'))
show(lambda: s.replace('l', 'L', 2))
show(lambda: s.replace('l', '', -1))
show(lambda: s.replace('', '.'))
show(lambda: s.replace('', '.', 3))
show(lambda: e.replace('', 'x'))
show(lambda: e.replace('a', 'x'))
show(lambda: s.replace('zz', 'x') is s)
show(lambda: w.replace('t', 'T'))
show(lambda: s.replace('o', '\u00f6'))
show(lambda: s.replace('l'))
show(lambda: s.replace(1, 'a'))
show(lambda: s.replace('a', 1))
show(lambda: s.replace('a', 'b', 'c'))
show(lambda: s.replace('l', 'L', 0))
show(lambda: 'aaa'.replace('aa', 'b'))
