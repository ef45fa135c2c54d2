# StringIO: newline modes, positions beyond the end, overwriting, errors, closed streams, subclasses.
import io
def check(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for nl in (None,'','\n','\r','\r\n'):
    s=io.StringIO('a\nb\r\nc\rd', newline=nl)
    print(repr(s.getvalue()), list(s), s.tell(), s.read())
    s.seek(0); print([s.readline(1) for _ in range(9)])
    s=io.StringIO(newline=nl); print(s.write('x\ny\r\nz\r'), repr(s.getvalue()), s.seek(0), s.readlines())
s=io.StringIO('hello'); s.seek(10); check(lambda: s.read()); check(lambda: s.write('é')); print(repr(s.getvalue()), s.tell())
s.seek(1); s.write('EL'); print(repr(s.getvalue()), s.tell(), s.truncate(3), repr(s.getvalue()), s.tell()); check(lambda: s.truncate(-1)); check(lambda: s.seek(-1)); check(lambda: s.seek(1,1)); check(lambda: s.seek(0,5)); check(lambda: s.seek(1.5)); check(lambda: s.read('a')); check(lambda: s.read(2.5)); check(lambda: s.readline(None)); check(lambda: s.write(b'a')); check(lambda: s.write(1))
check(lambda: io.StringIO(5)); check(lambda: io.StringIO('', 'x')); check(lambda: io.StringIO('', 5)); check(lambda: io.StringIO(b'a')); check(lambda: io.StringIO(initial_value='q', newline=None).read())
with s as t: print(t is s, s.closed, s.readable(), s.writable(), s.seekable(), s.isatty(), s.line_buffering)
print(s.closed); check(lambda: s.read()); check(lambda: s.write('a')); check(lambda: s.getvalue()); check(lambda: iter(s)); check(lambda: s.tell()); check(lambda: s.readable()); s.close()
check(lambda: s.__enter__()); check(lambda: next(s))
class T(io.StringIO):
    def readline(self, size=-1): return 'over\n' if self.tell()==0 and not self.seek(0,2)<0 and self.write('x') else ''
t=T('abc'); print(list(t), t.getvalue()); t.extra=5; print(t.extra, isinstance(t, io.TextIOBase), isinstance(t, io.IOBase))
class U(io.StringIO):
    def __init__(self, *a): super().__init__(*a); self.lines=0
    def write(self, s): self.lines += s.count('\n'); return super().write(s)
u=U(); print('a','b',file=u); u.writelines(['1\n','2\n']); print(u.lines, repr(u.getvalue())); print(io.StringIO('x\ny').readlines(), io.StringIO('ab\ncd\nef\n').readlines(4), list(io.StringIO('')))
check(lambda: io.StringIO().fileno()); s=io.StringIO('abc'); print(s.read(0)=='' , s.read(-5), s.read()); s.__init__('new'); print(s.read()); check(lambda: s.read(True))
