# str.rjust on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: 'ab'.rjust(5))
show(lambda: 'ab'.rjust(6, '*'))
show(lambda: 'abc'.rjust(6, '*'))
show(lambda: 'abc'.rjust(2))
show(lambda: 'ab'.rjust(-1))
show(lambda: e.rjust(3, '.'))
show(lambda: 'ab'.rjust(5, ''))
show(lambda: 'ab'.rjust(5, '**'))
show(lambda: 'ab'.rjust('5'))
show(lambda: 'ab'.rjust(5, 1))
show(lambda: 'ab'.rjust())
show(lambda: 'ab'.rjust(5, '\u00e9'))
show(lambda: 'ab'.rjust(5.0))
show(lambda: 'a'.rjust(4, '-'))
show(lambda: 'a'.rjust(2 ** 70))
