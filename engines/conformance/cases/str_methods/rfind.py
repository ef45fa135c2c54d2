# str.rfind on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.rfind('o'))
show(lambda: s.rfind('o', 5))
show(lambda: s.rfind('o', 5, 8))
show(lambda: s.rfind('l', -3))
show(lambda: s.rfind(''))
show(lambda: s.rfind('', 99))
show(lambda: s.rfind('', 12))
show(lambda: s.rfind('zz'))
show(lambda: w.rfind('\u4e2d'))
show(lambda: e.rfind(''))
show(lambda: s.rfind('o', None, None))
show(lambda: s.rfind('o', 'x'))
show(lambda: s.rfind(1))
show(lambda: s.rfind())
show(lambda: s.rfind('World', -5))
show(lambda: s.rfind('H', 0, 0))
show(lambda: s.rfind('o', 2 ** 70))
show(lambda: s.rfind('o', -2 ** 70))
