# str.removeprefix on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.removeprefix('Hello'))
show(lambda: s.removeprefix('World'))
show(lambda: s.removeprefix(''))
show(lambda: s.removeprefix(s))
show(lambda: e.removeprefix('a'))
show(lambda: s.removeprefix(1))
show(lambda: s.removeprefix())
show(lambda: s.removeprefix('zz'))
show(lambda: s.removeprefix('H', 'e'))
show(lambda: 'aaa'.removeprefix('a'))
