# str.upper on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.upper())
show(lambda: w.upper())
show(lambda: e.upper())
show(lambda: '\u00df\ufb01\u0130\u0131\u03a3'.upper())
show(lambda: 'a1b2 c_d-e\'f'.upper())
show(lambda: s.upper(1))
show(lambda: s.upper(x=1))
show(lambda: str.upper(5))
show(lambda: str.upper())
show(lambda: ('x' * 100).upper() == ('x' * 100))
