from contextlib import *
@contextmanager
def cm(tag):
    print('enter', tag)
    try: yield tag * 2
    except KeyError as e: print('caught', e)
    finally: print('exit', tag)
with cm('a') as v: print(v)
with cm('b'): raise KeyError('k')
try:
    with cm('c'): raise ValueError('v')
except ValueError as e: print('outer', e)
@cm('deco')
def f(): print('body'); return 5
print(f(), f())
with suppress(KeyError, IndexError): [][1]
with closing(type('C', (), {'close': lambda s: print('closed')})()) as c: pass
with nullcontext(3) as n: print(n)
import io
buf = io.StringIO()
with redirect_stdout(buf): print('hidden')
print(repr(buf.getvalue()))
with ExitStack() as st:
    print(st.enter_context(cm('s1'))); st.callback(print, 'callback', 1); st.push(lambda *a: print('pushed', a[0])); st.enter_context(cm('s2'))
try:
    with ExitStack() as st:
        st.callback(lambda: 1 / 0); raise KeyError('first')
except ZeroDivisionError as e: print(repr(e), repr(e.__context__))
@contextmanager
def bad0():
    if False: yield
@contextmanager
def bad2(): yield 1; yield 2
for b in (bad0, bad2):
    try:
        with b(): pass
    except RuntimeError as e: print(e)
class D(ContextDecorator):
    def __enter__(self): print('D in'); return self
    def __exit__(self, *a): print('D out', a[0]); return True
@D()
def g(): raise ValueError
print(g())
try:
    with 5: pass
except TypeError as e: print(e)
class NoExit:
    def __enter__(self): return 1
try:
    with NoExit(): pass
except TypeError as e: print(e)
st = ExitStack(); st.callback(print, 'later'); moved = st.pop_all(); st.close(); print('moved'); moved.close()
