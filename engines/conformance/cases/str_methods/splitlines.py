# str.splitlines on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: 'a\nb\r\nc\rd'.splitlines())
show(lambda: 'a\nb\r\nc\rd'.splitlines(True))
show(lambda: 'a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i'.splitlines())
show(lambda: e.splitlines())
show(lambda: '\n'.splitlines())
show(lambda: '\n\n'.splitlines(keepends=True))
show(lambda: 'a\n'.splitlines(False))
show(lambda: s.splitlines('x'))
show(lambda: s.splitlines(1, 2))
