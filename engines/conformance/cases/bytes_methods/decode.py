# bytes.decode and bytearray.decode: results and refusals
b, w, e = b'Hello, World', bytes(range(250, 256)) + b'\x00', b''
a = bytearray(b)

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: b.decode())
show(lambda: w.decode())
show(lambda: w.decode('latin-1'))
show(lambda: w.decode('ascii', 'ignore'))
show(lambda: w.decode('utf-8', 'replace'))
show(lambda: w.decode('ascii', 'backslashreplace'))
show(lambda: b'\xe4\xb8\xad'.decode())
show(lambda: b'\xe4\xb8'.decode())
show(lambda: b'\xc0\x80'.decode())
show(lambda: b'\xed\xa0\x80'.decode())
show(lambda: b'\xf5'.decode())
show(lambda: b'\xff\xfea\x00'.decode('utf-16'))
show(lambda: b.decode('nope'))
show(lambda: b.decode(errors='strict'))
show(lambda: a.decode('ascii'))
show(lambda: b'\x80abc'.decode('utf-8', 'surrogateescape').encode('utf-8', 'surrogateescape'))
show(lambda: b.decode(5))
