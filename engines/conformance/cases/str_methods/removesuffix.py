# str.removesuffix on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.removesuffix('Hello'))
show(lambda: s.removesuffix('World'))
show(lambda: s.removesuffix(''))
show(lambda: s.removesuffix(s))
show(lambda: e.removesuffix('a'))
show(lambda: s.removesuffix(1))
show(lambda: s.removesuffix())
show(lambda: s.removesuffix('zz'))
show(lambda: s.removesuffix('H', 'e'))
show(lambda: 'aaa'.removesuffix('a'))
