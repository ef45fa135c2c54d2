# str.isdigit on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: [c.isdigit() for c in 'aZ1_ \t\n\u00e9\u00b2\u00bd\u0663\u2160\u4e2d\u01c5\u2028\x85\U0001f600'])
show(lambda: s.isdigit())
show(lambda: w.isdigit())
show(lambda: e.isdigit())
show(lambda: 'Abc Def'.isdigit())
show(lambda: 'ABC1'.isdigit())
show(lambda: 'a\x00'.isdigit())
show(lambda: s.isdigit(1))
show(lambda: str.isdigit(b"a"))
