# str.rpartition on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.rpartition('o'))
show(lambda: s.rpartition(', '))
show(lambda: s.rpartition('zz'))
show(lambda: e.rpartition('a'))
show(lambda: s.rpartition(''))
show(lambda: s.rpartition(1))
show(lambda: s.rpartition())
show(lambda: w.rpartition(' '))
show(lambda: 'aXXbXXc'.rpartition('XX'))
show(lambda: s.rpartition('H'))
show(lambda: s.rpartition('d'))
