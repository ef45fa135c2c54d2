# str.startswith on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.startswith('H'))
show(lambda: s.startswith('World'))
show(lambda: s.startswith(('x', 'H', 'd')))
show(lambda: s.startswith(()))
show(lambda: s.startswith(''))
show(lambda: s.startswith('', 99))
show(lambda: s.startswith('', 12))
show(lambda: s.startswith('World', 7))
show(lambda: s.startswith('Hello', 0, 5))
show(lambda: s.startswith('l', 2, -8))
show(lambda: s.startswith(1))
show(lambda: s.startswith(['H']))
show(lambda: s.startswith(('x', 1)))
show(lambda: s.startswith())
show(lambda: e.startswith(''))
show(lambda: s.startswith('H', None, None))
show(lambda: w.startswith('\u00e9'))
