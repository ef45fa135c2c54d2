# bytes.title and bytearray.title: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.title())
show(lambda: w.title())
show(lambda: e.title())
show(lambda: a.title())
show(lambda: b.title(1))
show(lambda: b'a1 b_c\xe9'.title())
show(lambda: b'ABC'.title())
show(lambda: b'12'.title())
show(lambda: type(a.title()).__name__)
show(lambda: bytes.title(5))
