# str.index on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.index('o'))
show(lambda: s.index('o', 5))
show(lambda: s.index('o', 5, 8))
show(lambda: s.index('l', -3))
show(lambda: s.index(''))
show(lambda: s.index('', 99))
show(lambda: s.index('', 12))
show(lambda: s.index('zz'))
show(lambda: w.index('\u4e2d'))
show(lambda: e.index(''))
show(lambda: s.index('o', None, None))
show(lambda: s.index('o', 'x'))
show(lambda: s.index(1))
show(lambda: s.index())
show(lambda: s.index('World', -5))
show(lambda: s.index('H', 0, 0))
show(lambda: s.index('o', 2 ** 70))
show(lambda: s.index('o', -2 ** 70))
