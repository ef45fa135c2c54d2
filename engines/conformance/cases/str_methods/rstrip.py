# str.rstrip on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: '  a b\t\n'.rstrip())
show(lambda: 'xxaxx'.rstrip('x'))
show(lambda: 'abcba'.rstrip('ab'))
show(lambda: e.rstrip())
show(lambda: '   '.rstrip())
show(lambda: 'xyx'.rstrip('xy'))
show(lambda: '\u2003\u00a0a\x1f\x85'.rstrip())
show(lambda: s.rstrip(''))
show(lambda: s.rstrip(None))
show(lambda: s.rstrip(1))
show(lambda: s.rstrip('a', 'b'))
show(lambda: w.rstrip('\u00e9\U0001f600'))
show(lambda: 'a'.rstrip())
