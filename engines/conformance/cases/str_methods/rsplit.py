# str.rsplit on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.rsplit())
show(lambda: s.rsplit(','))
show(lambda: s.rsplit('l', 1))
show(lambda: s.rsplit(None, 1))
show(lambda: '  a  b '.rsplit(None, 1))
show(lambda: e.rsplit())
show(lambda: s.rsplit(''))
show(lambda: 'a,b,c'.rsplit(',', 1))
show(lambda: 'aXXbXXc'.rsplit('XX', 1))
show(lambda: w.rsplit(' ', 1))
show(lambda: s.rsplit(maxsplit=0))
