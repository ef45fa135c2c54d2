# bytes.replace and bytearray.replace: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.replace(b'l', b'L'))
show(lambda: b.replace(b'l', b'', 1))
show(lambda: b.replace(b'', b'.'))
show(lambda: b.replace('l', b'L'))
show(lambda: a.replace(b'o', b'00'))
show(lambda: b.replace(b'zz', b'q'))
show(lambda: b.replace(b'l', 5))
show(lambda: b.replace(b'l'))
show(lambda: e.replace(b'', b'x'))
