# bytes.count and bytearray.count: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.count(b'o'))
show(lambda: b.count(111))
show(lambda: b.count(b'o', 5))
show(lambda: b.count(b'zz'))
show(lambda: b.count('o'))
show(lambda: b.count(300))
show(lambda: b.count(-1))
show(lambda: b.count(b''))
show(lambda: a.count(b'l', 0, 3))
show(lambda: w.count(255))
show(lambda: e.count(b'a'))
show(lambda: b.count(1.5))
show(lambda: b.count(bytearray(b'W')))
show(lambda: b.count())
