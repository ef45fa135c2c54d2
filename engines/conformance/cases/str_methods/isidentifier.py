# str.isidentifier on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: [c.isidentifier() for c in 'aZ1_ \t\n\u00e9\u00b2\u00bd\u0663\u2160\u4e2d\u01c5\u2028\x85\U0001f600'])
show(lambda: s.isidentifier())
show(lambda: w.isidentifier())
show(lambda: e.isidentifier())
show(lambda: 'Abc Def'.isidentifier())
show(lambda: 'ABC1'.isidentifier())
show(lambda: 'a\x00'.isidentifier())
show(lambda: s.isidentifier(1))
show(lambda: str.isidentifier(b"a"))
