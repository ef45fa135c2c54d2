# str.__mul__ on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.__mul__(2))
show(lambda: s.__mul__(0))
show(lambda: s.__mul__(-1))
show(lambda: s.__mul__(True))
show(lambda: s.__mul__('a'))
show(lambda: s.__mul__(1.5))
show(lambda: 3 * s)
show(lambda: s * 'x')
show(lambda: s * 2.0)
show(lambda: s * 2 ** 70)
show(lambda: s * -2 ** 70)
show(lambda: e * 2 ** 62)
show(lambda: None * s)
show(lambda: w * 3)
