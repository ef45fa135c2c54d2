# bytes.rindex and bytearray.rindex: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.rindex(b'o'))
show(lambda: b.rindex(111))
show(lambda: b.rindex(b'o', 5))
show(lambda: b.rindex(b'zz'))
show(lambda: b.rindex('o'))
show(lambda: b.rindex(300))
show(lambda: b.rindex(-1))
show(lambda: b.rindex(b''))
show(lambda: a.rindex(b'l', 0, 3))
show(lambda: w.rindex(255))
show(lambda: e.rindex(b'a'))
show(lambda: b.rindex(1.5))
show(lambda: b.rindex(bytearray(b'W')))
show(lambda: b.rindex())
