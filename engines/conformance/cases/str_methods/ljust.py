# str.ljust on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: 'ab'.ljust(5))
show(lambda: 'ab'.ljust(6, '*'))
show(lambda: 'abc'.ljust(6, '*'))
show(lambda: 'abc'.ljust(2))
show(lambda: 'ab'.ljust(-1))
show(lambda: e.ljust(3, '.'))
show(lambda: 'ab'.ljust(5, ''))
show(lambda: 'ab'.ljust(5, '**'))
show(lambda: 'ab'.ljust('5'))
show(lambda: 'ab'.ljust(5, 1))
show(lambda: 'ab'.ljust())
show(lambda: 'ab'.ljust(5, '\u00e9'))
show(lambda: 'ab'.ljust(5.0))
show(lambda: 'a'.ljust(4, '-'))
show(lambda: 'a'.ljust(2 ** 70))
