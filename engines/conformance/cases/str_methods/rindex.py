# str.rindex on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.rindex('o'))
show(lambda: s.rindex('o', 5))
show(lambda: s.rindex('o', 5, 8))
show(lambda: s.rindex('l', -3))
show(lambda: s.rindex(''))
show(lambda: s.rindex('', 99))
show(lambda: s.rindex('', 12))
show(lambda: s.rindex('zz'))
show(lambda: w.rindex('\u4e2d'))
show(lambda: e.rindex(''))
show(lambda: s.rindex('o', None, None))
show(lambda: s.rindex('o', 'x'))
show(lambda: s.rindex(1))
show(lambda: s.rindex())
show(lambda: s.rindex('World', -5))
show(lambda: s.rindex('H', 0, 0))
show(lambda: s.rindex('o', 2 ** 70))
show(lambda: s.rindex('o', -2 ** 70))
