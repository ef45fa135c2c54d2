# str.join on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: '-'.join(['a', 'b']))
show(lambda: '-'.join('abc'))
show(lambda: e.join([]))
show(lambda: '-'.join(['a']))
show(lambda: '-'.join(x for x in 'ab'))
show(lambda: '-'.join({'k': 1}))
show(lambda: '-'.join([1]))
show(lambda: '-'.join(['a', b'b']))
show(lambda: '-'.join(5))
show(lambda: '-'.join())
show(lambda: '-'.join(['a'], 1))
show(lambda: '-'.join(None))
show(lambda: w.join(['<', '>']))
show(lambda: '-'.join(('a', None)))
