# str.split on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.split())
show(lambda: s.split(','))
show(lambda: s.split('l'))
show(lambda: s.split('l', 1))
show(lambda: s.split('l', 0))
show(lambda: s.split(None, 1))
show(lambda: '  a  b '.split())
show(lambda: '  a  b '.split(' '))
show(lambda: 'a\u2003b\x1cc'.split())
show(lambda: e.split())
show(lambda: e.split(','))
show(lambda: s.split(''))
show(lambda: s.split(1))
show(lambda: s.split(sep='o', maxsplit=1))
show(lambda: s.split('o', '1'))
show(lambda: s.split('o', 1, 2))
show(lambda: w.split('t'))
show(lambda: 'aXXbXXc'.split('XX', -5))
show(lambda: s.split(bad=1))
