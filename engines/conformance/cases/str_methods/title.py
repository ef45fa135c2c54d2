# str.title on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.title())
show(lambda: w.title())
show(lambda: e.title())
show(lambda: '\u00df\ufb01\u0130\u0131\u03a3'.title())
show(lambda: 'a1b2 c_d-e\'f'.title())
show(lambda: s.title(1))
show(lambda: s.title(x=1))
show(lambda: str.title(5))
show(lambda: str.title())
show(lambda: ('x' * 100).title() == ('x' * 100))
