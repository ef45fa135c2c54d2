# str.__contains__ on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: 'l' in s)
show(lambda: '' in e)
show(lambda: '' in s)
show(lambda: 'lo, W' in s)
show(lambda: s in s)
show(lambda: 5 in s)
show(lambda: None in s)
show(lambda: b'a' in s)
show(lambda: '\u4e2d' in w)
show(lambda: s.__contains__('H'))
show(lambda: s.__contains__(1))
show(lambda: '\U0001f600' in w)
show(lambda: 'Z' not in s)
