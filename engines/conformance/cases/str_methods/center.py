# str.center on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: 'ab'.center(5))
show(lambda: 'ab'.center(6, '*'))
show(lambda: 'abc'.center(6, '*'))
show(lambda: 'abc'.center(2))
show(lambda: 'ab'.center(-1))
show(lambda: e.center(3, '.'))
show(lambda: 'ab'.center(5, ''))
show(lambda: 'ab'.center(5, '**'))
show(lambda: 'ab'.center('5'))
show(lambda: 'ab'.center(5, 1))
show(lambda: 'ab'.center())
show(lambda: 'ab'.center(5, '\u00e9'))
show(lambda: 'ab'.center(5.0))
show(lambda: 'a'.center(4, '-'))
show(lambda: 'a'.center(2 ** 70))
