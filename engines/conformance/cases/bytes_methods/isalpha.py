# bytes.isalpha and bytearray.isalpha: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.isalpha())
show(lambda: w.isalpha())
show(lambda: e.isalpha())
show(lambda: a.isalpha())
show(lambda: b.isalpha(1))
show(lambda: b'a1 b_c\xe9'.isalpha())
show(lambda: b'ABC'.isalpha())
show(lambda: b'12'.isalpha())
show(lambda: type(a.isalpha()).__name__)
show(lambda: bytes.isalpha(5))
