# str.lstrip on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: '  a b\t\n'.lstrip())
show(lambda: 'xxaxx'.lstrip('x'))
show(lambda: 'abcba'.lstrip('ab'))
show(lambda: e.lstrip())
show(lambda: '   '.lstrip())
show(lambda: 'xyx'.lstrip('xy'))
show(lambda: '\u2003\u00a0a\x1f\x85'.lstrip())
show(lambda: s.lstrip(''))
show(lambda: s.lstrip(None))
show(lambda: s.lstrip(1))
show(lambda: s.lstrip('a', 'b'))
show(lambda: w.lstrip('\u00e9\U0001f600'))
show(lambda: 'a'.lstrip())
