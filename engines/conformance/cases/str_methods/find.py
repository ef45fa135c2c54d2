# str.find on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.find('o'))
show(lambda: s.find('o', 5))
show(lambda: s.find('o', 5, 8))
show(lambda: s.find('l', -3))
show(lambda: s.find(''))
show(lambda: s.find('', 99))
show(lambda: s.find('', 12))
show(lambda: s.find('zz'))
show(lambda: w.find('\u4e2d'))
show(lambda: e.find(''))
show(lambda: s.find('o', None, None))
show(lambda: s.find('o', 'x'))
show(lambda: s.find(1))
show(lambda: s.find())
show(lambda: s.find('World', -5))
show(lambda: s.find('H', 0, 0))
show(lambda: s.find('o', 2 ** 70))
show(lambda: s.find('o', -2 ** 70))
