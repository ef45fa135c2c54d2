# bytes.find and bytearray.find: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.find(b'o'))
show(lambda: b.find(111))
show(lambda: b.find(b'o', 5))
show(lambda: b.find(b'zz'))
show(lambda: b.find('o'))
show(lambda: b.find(300))
show(lambda: b.find(-1))
show(lambda: b.find(b''))
show(lambda: a.find(b'l', 0, 3))
show(lambda: w.find(255))
show(lambda: e.find(b'a'))
show(lambda: b.find(1.5))
show(lambda: b.find(bytearray(b'W')))
show(lambda: b.find())
