# bytes.lower and bytearray.lower: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.lower())
show(lambda: w.lower())
show(lambda: e.lower())
show(lambda: a.lower())
show(lambda: b.lower(1))
show(lambda: b'a1 b_c\xe9'.lower())
show(lambda: b'ABC'.lower())
show(lambda: b'12'.lower())
show(lambda: type(a.lower()).__name__)
show(lambda: bytes.lower(5))
