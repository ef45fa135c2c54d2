# str.zfill on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: '5'.zfill(3))
show(lambda: '-5'.zfill(4))
show(lambda: '+5'.zfill(4))
show(lambda: '--5'.zfill(5))
show(lambda: 'abc'.zfill(5))
show(lambda: e.zfill(3))
show(lambda: '-'.zfill(3))
show(lambda: '5'.zfill(0))
show(lambda: '5'.zfill(-3))
show(lambda: '5'.zfill('3'))
show(lambda: '\u00e9'.zfill(3))
show(lambda: ' 5'.zfill(4))
show(lambda: '5'.zfill())
