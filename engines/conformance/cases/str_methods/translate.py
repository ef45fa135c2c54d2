# str.translate on ASCII, wide and empty texts, and with wrong arguments
s, w, e = 'Hello, World', '\u00e9t\u00e9 \u4e2d\U0001f600', ''

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: s.translate({72: 'J'}))
show(lambda: s.translate({72: None, 'l': 'x'}))
show(lambda: s.translate({108: 0x4e2d}))
show(lambda: s.translate(str.maketrans('lo', 'LO', 'H')))
show(lambda: s.translate({}))
show(lambda: s.translate([None] * 300))
show(lambda: s.translate('x' * 200))
show(lambda: s.translate({72: 1.5}))
show(lambda: s.translate({72: -1}))
show(lambda: s.translate({72: 0x110000}))
show(lambda: s.translate(5))
show(lambda: s.translate())
show(lambda: w.translate({233: 'e'}))
show(lambda: s.translate({72: 'many chars'}))
