# bytes.index and bytearray.index: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.index(b'o'))
show(lambda: b.index(111))
show(lambda: b.index(b'o', 5))
show(lambda: b.index(b'zz'))
show(lambda: b.index('o'))
show(lambda: b.index(300))
show(lambda: b.index(-1))
show(lambda: b.index(b''))
show(lambda: a.index(b'l', 0, 3))
show(lambda: w.index(255))
show(lambda: e.index(b'a'))
show(lambda: b.index(1.5))
show(lambda: b.index(bytearray(b'W')))
show(lambda: b.index())
