# str.isspace on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: [c.isspace() for c in 'aZ1_ \t\n\u00e9\u00b2\u00bd\u0663\u2160\u4e2d\u01c5\u2028\x85\U0001f600'])
show(lambda: s.isspace())
show(lambda: w.isspace())
show(lambda: e.isspace())
show(lambda: 'Abc Def'.isspace())
show(lambda: 'ABC1'.isspace())
show(lambda: 'a\x00'.isspace())
show(lambda: s.isspace(1))
show(lambda: str.isspace(b"a"))
