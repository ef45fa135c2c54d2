# bytes.capitalize and bytearray.capitalize: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.capitalize())
show(lambda: w.capitalize())
show(lambda: e.capitalize())
show(lambda: a.capitalize())
show(lambda: b.capitalize(1))
show(lambda: b'a1 b_c\xe9'.capitalize())
show(lambda: b'ABC'.capitalize())
show(lambda: b'12'.capitalize())
show(lambda: type(a.capitalize()).__name__)
show(lambda: bytes.capitalize(5))
