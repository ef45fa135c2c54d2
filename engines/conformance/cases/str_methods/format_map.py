# str.format_map on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: '{a}'.format_map({'a': 1}))
show(lambda: '{a[0]}{b.real}'.format_map({'a': [2], 'b': 3}))
show(lambda: '{z}'.format_map({}))
show(lambda: '{}'.format_map({}))
show(lambda: '{0}'.format_map([5]))
show(lambda: '{a}'.format_map(5))
show(lambda: 'x'.format_map(5))
show(lambda: '{a!r:>5}'.format_map({'a': 'q'}))
show(lambda: '{a}'.format_map())
