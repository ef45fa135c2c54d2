# str.maketrans on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: str.maketrans('ab', 'xy'))
show(lambda: str.maketrans({'a': 'b', 99: None}))
show(lambda: str.maketrans('ab', 'xy', 'z'))
show(lambda: str.maketrans('a', 'xy'))
show(lambda: str.maketrans('ab'))
show(lambda: str.maketrans({'ab': 1}))
show(lambda: str.maketrans({1.5: 1}))
show(lambda: str.maketrans({'a': 1}, 'b'))
show(lambda: str.maketrans(5, 'a'))
show(lambda: str.maketrans())
show(lambda: str.maketrans('', '', ''))
