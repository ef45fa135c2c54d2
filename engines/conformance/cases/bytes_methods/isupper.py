# bytes.isupper and bytearray.isupper: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.isupper())
show(lambda: w.isupper())
show(lambda: e.isupper())
show(lambda: a.isupper())
show(lambda: b.isupper(1))
show(lambda: b'a1 b_c\xe9'.isupper())
show(lambda: b'ABC'.isupper())
show(lambda: b'12'.isupper())
show(lambda: type(a.isupper()).__name__)
show(lambda: bytes.isupper(5))
