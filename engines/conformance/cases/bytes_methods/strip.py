# bytes.strip and bytearray.strip: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b'  a '.strip())
show(lambda: b.strip(b'Hd'))
show(lambda: a.strip(b'H'))
show(lambda: b.strip('H'))
show(lambda: e.strip())
show(lambda: b'\x00\x0ba\x0c'.strip())
show(lambda: b.strip(None))
show(lambda: b.strip(5))
