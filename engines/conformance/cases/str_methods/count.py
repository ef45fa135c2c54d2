# str.count on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.count('l'))
show(lambda: s.count('l', 4))
show(lambda: s.count('l', 0, 3))
show(lambda: s.count(''))
show(lambda: e.count(''))
show(lambda: 'aaaa'.count('aa'))
show(lambda: s.count('zz'))
show(lambda: s.count(1))
show(lambda: s.count())
show(lambda: w.count('t'))
show(lambda: s.count('', 5, 3))
show(lambda: s.count('', 12))
show(lambda: s.count('', 13))
