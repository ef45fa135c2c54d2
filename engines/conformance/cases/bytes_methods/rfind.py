# bytes.rfind and bytearray.rfind: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.rfind(b'o'))
show(lambda: b.rfind(111))
show(lambda: b.rfind(b'o', 5))
show(lambda: b.rfind(b'zz'))
show(lambda: b.rfind('o'))
show(lambda: b.rfind(300))
show(lambda: b.rfind(-1))
show(lambda: b.rfind(b''))
show(lambda: a.rfind(b'l', 0, 3))
show(lambda: w.rfind(255))
show(lambda: e.rfind(b'a'))
show(lambda: b.rfind(1.5))
show(lambda: b.rfind(bytearray(b'W')))
show(lambda: b.rfind())
