import io
def attempt(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
s = io.StringIO('ab\ncd\nef'); print(s.read(1), repr(s.readline()), list(s), s.tell(), repr(s.read()))
s = io.StringIO(); print(s.write('hello'), s.tell(), s.getvalue()); s.seek(1); s.write('EY'); print(s.getvalue(), s.tell()); s.seek(0, 2); s.write('!'); print(s.getvalue())
s.seek(2); print(s.truncate(), s.getvalue()); s.seek(5); s.write('z'); print(repr(s.getvalue()))
attempt(lambda: s.write(3)); attempt(lambda: s.seek(-1)); attempt(lambda: io.StringIO(3)); s.close(); attempt(lambda: s.getvalue()); attempt(lambda: s.write('x')); print(s.closed)
with io.StringIO('x\ny') as f: print(f.readlines())
print('a', 1, file=(o := io.StringIO()), sep='-'); print(repr(o.getvalue()))
b = io.BytesIO(b'abc\ndef'); print(b.read(2), b.readline(), b.read(), b.read()); b.seek(0); b.write(b'XY'); print(b.getvalue(), b.tell()); b.seek(-2, 2); print(b.read(), list(io.BytesIO(b'1\n2\n')))
b.seek(10); b.write(b'q'); print(b.getvalue()); attempt(lambda: b.write('x')); attempt(lambda: b.seek(-1)); print(b.truncate(3), b.getvalue())
s = io.StringIO('a\nb'); print(next(s), s.readable(), s.writable(), s.seekable(), s.isatty()); s.writelines(['q', 'r']); print(repr(s.getvalue()))
x = io.StringIO('initial'); x.write('AB'); print(x.getvalue()); attempt(lambda: x.fileno()); print(isinstance(x, io.StringIO), issubclass(io.UnsupportedOperation, OSError))
