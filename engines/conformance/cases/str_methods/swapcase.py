# str.swapcase on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.swapcase())
show(lambda: w.swapcase())
show(lambda: e.swapcase())
show(lambda: '\u00df\ufb01\u0130\u0131\u03a3'.swapcase())
show(lambda: 'a1b2 c_d-e\'f'.swapcase())
show(lambda: s.swapcase(1))
show(lambda: s.swapcase(x=1))
show(lambda: str.swapcase(5))
show(lambda: str.swapcase())
show(lambda: ('x' * 100).swapcase() == ('x' * 100))
