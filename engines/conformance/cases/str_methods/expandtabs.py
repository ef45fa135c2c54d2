# str.expandtabs on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: 'a\tb'.expandtabs())
show(lambda: 'a\tb'.expandtabs(4))
show(lambda: 'ab\tc\n\td'.expandtabs(4))
show(lambda: '\t'.expandtabs(0))
show(lambda: 'a\tb'.expandtabs(-1))
show(lambda: 'a\tb'.expandtabs(1))
show(lambda: '\r\ta'.expandtabs(3))
show(lambda: 'a\tb'.expandtabs(tabsize=2))
show(lambda: 'a\tb'.expandtabs('x'))
show(lambda: '\u00e9\tb'.expandtabs(4))
show(lambda: 'a\tb'.expandtabs(None))
