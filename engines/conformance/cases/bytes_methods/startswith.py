# bytes.startswith and bytearray.startswith: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.startswith(b'H'))
show(lambda: b.startswith((b'x', b'H')))
show(lambda: b.startswith('H'))
show(lambda: b.startswith(b'World', 7))
show(lambda: b.startswith([b'H']))
show(lambda: a.startswith(b'Hello'))
show(lambda: b.startswith((b'H', 'x')))
show(lambda: b.startswith(b''))
show(lambda: b.startswith(b'', 99))
