# str.isdecimal on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: [c.isdecimal() for c in 'aZ1_ \t\n\u00e9\u00b2\u00bd\u0663\u2160\u4e2d\u01c5\u2028\x85\U0001f600'])
show(lambda: s.isdecimal())
show(lambda: w.isdecimal())
show(lambda: e.isdecimal())
show(lambda: 'Abc Def'.isdecimal())
show(lambda: 'ABC1'.isdecimal())
show(lambda: 'a\x00'.isdecimal())
show(lambda: s.isdecimal(1))
show(lambda: str.isdecimal(b"a"))
