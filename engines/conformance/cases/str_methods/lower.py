# str.lower on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.lower())
show(lambda: w.lower())
show(lambda: e.lower())
show(lambda: '\u00df\ufb01\u0130\u0131\u03a3'.lower())
show(lambda: 'a1b2 c_d-e\'f'.lower())
show(lambda: s.lower(1))
show(lambda: s.lower(x=1))
show(lambda: str.lower(5))
show(lambda: str.lower())
show(lambda: ('x' * 100).lower() == ('x' * 100))
