# str.capitalize on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.capitalize())
show(lambda: w.capitalize())
show(lambda: e.capitalize())
show(lambda: '\u00df\ufb01\u0130\u0131\u03a3'.capitalize())
show(lambda: 'a1b2 c_d-e\'f'.capitalize())
show(lambda: s.capitalize(1))
show(lambda: s.capitalize(x=1))
show(lambda: str.capitalize(5))
show(lambda: str.capitalize())
show(lambda: ('x' * 100).capitalize() == ('x' * 100))
