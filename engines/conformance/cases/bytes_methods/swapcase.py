# bytes.swapcase and bytearray.swapcase: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.swapcase())
show(lambda: w.swapcase())
show(lambda: e.swapcase())
show(lambda: a.swapcase())
show(lambda: b.swapcase(1))
show(lambda: b'a1 b_c\xe9'.swapcase())
show(lambda: b'ABC'.swapcase())
show(lambda: b'12'.swapcase())
show(lambda: type(a.swapcase()).__name__)
show(lambda: bytes.swapcase(5))
