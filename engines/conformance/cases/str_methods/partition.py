# str.partition on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.partition('o'))
show(lambda: s.partition(', '))
show(lambda: s.partition('zz'))
show(lambda: e.partition('a'))
show(lambda: s.partition(''))
show(lambda: s.partition(1))
show(lambda: s.partition())
show(lambda: w.partition(' '))
show(lambda: 'aXXbXXc'.partition('XX'))
show(lambda: s.partition('H'))
show(lambda: s.partition('d'))
