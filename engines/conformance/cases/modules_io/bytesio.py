# bytes in memory
import io
def made():
    return io.BytesIO(b"one\ntwo\nthree")

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: made().read())
show(lambda: made().readline())
show(lambda: made().readlines())
show(lambda: list(made()))
show(lambda: made().read(4))
show(lambda: (lambda s: (s.seek(4), s.read(3), s.tell()))(made()))
show(lambda: (lambda s: (s.write(b"ZZ"), s.getvalue()))(made()))
show(lambda: (lambda s: (s.seek(20), s.write(b"!"), s.getvalue()))(made()))
show(lambda: (lambda s: (s.truncate(3), s.getvalue()))(made()))
show(lambda: made().write("a"))
show(lambda: made().seek(-1))
show(lambda: (lambda s: (s.seek(-2, 2), s.read()))(made()))
show(lambda: (lambda s: (s.close(), s.read()))(made()))
show(lambda: (lambda s, b: (s.readinto(b), b))(made(), bytearray(3)))
show(lambda: made().read(-1))
show(lambda: made().read1(2))
show(lambda: io.TextIOWrapper(made(), encoding="ascii").readline())
show(lambda: made().readable())
