# bytes.partition and bytearray.partition: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.partition(b'o'))
show(lambda: b.partition(b'zz'))
show(lambda: b.partition(b''))
show(lambda: b.partition('o'))
show(lambda: a.partition(b', '))
show(lambda: b.partition(111))
show(lambda: b.rpartition(b'o'))
