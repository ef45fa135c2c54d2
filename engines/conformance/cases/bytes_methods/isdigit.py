# bytes.isdigit and bytearray.isdigit: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.isdigit())
show(lambda: w.isdigit())
show(lambda: e.isdigit())
show(lambda: a.isdigit())
show(lambda: b.isdigit(1))
show(lambda: b'a1 b_c\xe9'.isdigit())
show(lambda: b'ABC'.isdigit())
show(lambda: b'12'.isdigit())
show(lambda: type(a.isdigit()).__name__)
show(lambda: bytes.isdigit(5))
