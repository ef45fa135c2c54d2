# str.casefold on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.casefold())
show(lambda: w.casefold())
show(lambda: e.casefold())
show(lambda: '\u00df\ufb01\u0130\u0131\u03a3'.casefold())
show(lambda: 'a1b2 c_d-e\'f'.casefold())
show(lambda: s.casefold(1))
show(lambda: s.casefold(x=1))
show(lambda: str.casefold(5))
show(lambda: str.casefold())
show(lambda: ('x' * 100).casefold() == ('x' * 100))
