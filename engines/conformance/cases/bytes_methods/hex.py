# bytes.hex and bytearray.hex: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.hex())
show(lambda: b.hex(':'))
show(lambda: b.hex(':', 2))
show(lambda: b.hex(':', -3))
show(lambda: b.hex('ab'))
show(lambda: b.hex(b'-'))
show(lambda: e.hex())
show(lambda: a.hex('-', 0))
show(lambda: b.hex(5))
show(lambda: bytes.fromhex(b.hex()) == b)
show(lambda: memoryview(b).hex()[:4])
