# bytes.join and bytearray.join: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b'-'.join([b'a', b'b']))
show(lambda: b'-'.join([bytearray(b'a'), memoryview(b'c')]))
show(lambda: b'-'.join(['a']))
show(lambda: b'-'.join([1]))
show(lambda: b'-'.join(5))
show(lambda: b'-'.join(b'ab'))
show(lambda: a.join([b'x', b'y']))
show(lambda: b''.join([]))
show(lambda: b'-'.join(x for x in (b'a',)))
