# bytes.upper and bytearray.upper: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.upper())
show(lambda: w.upper())
show(lambda: e.upper())
show(lambda: a.upper())
show(lambda: b.upper(1))
show(lambda: b'a1 b_c\xe9'.upper())
show(lambda: b'ABC'.upper())
show(lambda: b'12'.upper())
show(lambda: type(a.upper()).__name__)
show(lambda: bytes.upper(5))
