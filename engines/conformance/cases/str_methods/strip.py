# str.strip on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: '  a b\t\n'.strip())
show(lambda: 'xxaxx'.strip('x'))
show(lambda: 'abcba'.strip('ab'))
show(lambda: e.strip())
show(lambda: '   '.strip())
show(lambda: 'xyx'.strip('xy'))
show(lambda: '\u2003\u00a0a\x1f\x85'.strip())
show(lambda: s.strip(''))
show(lambda: s.strip(None))
show(lambda: s.strip(1))
show(lambda: s.strip('a', 'b'))
show(lambda: w.strip('\u00e9\U0001f600'))
show(lambda: 'a'.strip())
