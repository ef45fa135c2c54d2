# str.endswith on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.endswith('H'))
show(lambda: s.endswith('World'))
show(lambda: s.endswith(('x', 'H', 'd')))
show(lambda: s.endswith(()))
show(lambda: s.endswith(''))
show(lambda: s.endswith('', 99))
show(lambda: s.endswith('', 12))
show(lambda: s.endswith('World', 7))
show(lambda: s.endswith('Hello', 0, 5))
show(lambda: s.endswith('l', 2, -8))
show(lambda: s.endswith(1))
show(lambda: s.endswith(['H']))
show(lambda: s.endswith(('x', 1)))
show(lambda: s.endswith())
show(lambda: e.endswith(''))
show(lambda: s.endswith('H', None, None))
show(lambda: w.endswith('\u00e9'))
