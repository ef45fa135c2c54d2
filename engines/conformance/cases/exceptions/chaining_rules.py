def show(e, depth=0):
    print('  ' * depth + repr(e), 'suppressed' if e.__suppress_context__ else '')
    if e.__cause__ is not None: print('  ' * depth + ' cause:'); show(e.__cause__, depth + 1)
    if e.__context__ is not None and e.__context__ is not e.__cause__: print('  ' * depth + ' context:'); show(e.__context__, depth + 1)
def attempt(f):
    try:
        f()
    except BaseException as e:
        show(e)
def one():
    try: 1 / 0
    except ZeroDivisionError: raise KeyError('second')
def two():
    try: 1 / 0
    except ZeroDivisionError as e: raise KeyError('second') from e
def three():
    try: 1 / 0
    except ZeroDivisionError: raise KeyError('second') from None
def four():
    try:
        try: 1 / 0
        finally: [][1]
    except IndexError: raise
def five(): raise ValueError('v') from TypeError
def six(): raise ValueError('v') from 3
def seven():
    e = ValueError('same')
    try: raise e
    except ValueError: raise e
def eight():
    try:
        try: raise KeyError(1)
        except KeyError:
            try: raise ValueError(2)
            except ValueError: pass
            raise TypeError(3)
    finally: print('finally')
def nine():
    class E(Exception):
        def __init__(self, x): pass
    raise E
def ten(): raise 5
def eleven(): raise int
def twelve(): raise
def thirteen(): raise ValueError from KeyError('c')
for f in (one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen):
    print(f.__name__)
    attempt(f)
e = ValueError(1)
for v in (None, KeyError(2), 3):
    try:
        e.__cause__ = v
        print(repr(e.__cause__), e.__suppress_context__)
    except TypeError as t: print(t)
    try:
        e.__context__ = v
    except TypeError as t: print(t)
print(e.with_traceback(None) is e, e.__traceback__)
try:
    e.with_traceback(3)
except TypeError as t:
    print(t)
e.add_note('note 1'); e.add_note('note 2')
print(e.__notes__)
try:
    e.add_note(3)
except TypeError as t:
    print(t)
