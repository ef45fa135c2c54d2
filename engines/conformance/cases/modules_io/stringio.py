# text in memory
import io
def made():
    return io.StringIO("one\ntwo\nthree")

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: (made().read()))
show(lambda: (made().readline()))
show(lambda: (made().readlines()))
show(lambda: (list(made())))
show(lambda: (made().read(4)))
show(lambda: ((lambda s: (s.seek(4), s.read(3), s.tell()))(made())))
show(lambda: ((lambda s: (s.write("ZZ"), s.getvalue()))(made())))
show(lambda: ((lambda s: (s.seek(0, 2), s.write("!"), s.getvalue()))(made())))
show(lambda: ((lambda s: (s.truncate(3), s.getvalue()))(made())))
show(lambda: (made().write(5)))
show(lambda: (made().seek(-1)))
show(lambda: (made().seek(1, 1)))
show(lambda: ((lambda s: (s.close(), s.read()))(made())))
show(lambda: (made().writelines(["a", "b"])))
show(lambda: (io.StringIO().getvalue()))
show(lambda: (io.StringIO(5)))
show(lambda: (io.StringIO("a\r\nb", newline=None).read()))
show(lambda: (made().readline(2)))
show(lambda: (made().readlines(5)))
show(lambda: (made().readable(), made().seekable(), made().closed))
show(lambda: ((lambda s: [s.readline() for _ in range(5)])(made())))
show(lambda: (print("x", file=made())))
show(lambda: (io.StringIO(None).read()))
