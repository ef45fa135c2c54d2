# bytes.split and bytearray.split: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.split())
show(lambda: b.split(b','))
show(lambda: b.split(b'l', 1))
show(lambda: b.split(b''))
show(lambda: b.split(','))
show(lambda: b.split(None, 1))
show(lambda: a.split(b' '))
show(lambda: e.split())
show(lambda: b.split(bytearray(b'o')))
show(lambda: b.split(sep=b'o', maxsplit=1))
show(lambda: b.split(111))
show(lambda: b'  a  '.split())
