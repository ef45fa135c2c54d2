from contextlib import *
import sys
@contextmanager
def tag(name):
    print('open', name)
    try: yield name.upper()
    except ValueError as e: print('caught', e); 
    finally: print('close', name)
with tag('a') as t: print(t)
with tag('b'): raise ValueError('x')
try:
    with tag('c'): raise KeyError('y')
except KeyError as e: print('outer', e)
with suppress(KeyError, IndexError): {}['a']
with suppress(ValueError): print('fine')
class C:
    def close(self): print('closed')
with closing(C()) as c: print(type(c).__name__)
with nullcontext(5) as n: print(n)
with ExitStack() as s:
    a = s.enter_context(tag('s1')); s.enter_context(tag('s2')); s.callback(print, 'cb', sep='-'); print(a)
try:
    with ExitStack() as s:
        s.push(lambda *d: print(d[0].__name__)); raise RuntimeError('r')
except RuntimeError as e: print(repr(e))
with ExitStack() as s:
    s.push(lambda *d: True); raise RuntimeError('r')
@tag('deco')
def f(x): print('in', x); return x + 1
print(f(1), f(2), f.__name__)
@contextmanager
def no(): 
    if False: yield
try:
    with no(): pass
except RuntimeError as e: print(e)
@contextmanager
def two(): yield 1; yield 2
try:
    with two(): pass
except RuntimeError as e: print(e)
class W:
    def __init__(self): self.t = []
    def write(self, s): self.t.append(s)
    def flush(self): pass
w = W()
with redirect_stdout(w): print('hidden', 3)
print(w.t)
class D(ContextDecorator):
    def __enter__(self): print('e'); return self
    def __exit__(self, *a): print('x')
@D()
def g(): print('g')
g()
@contextmanager
def swallow():
    try: yield
    except: pass
with swallow(): 1/0
try:
    with tag('q'): raise StopIteration('s')
except StopIteration as e: print('SI', e)
