import sys, traceback
def inner(): raise ValueError('deep')
def outer():
    inner()
try:
    outer()
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_next is None)
        tb = tb.tb_next
    print([(f.name, f.lineno, f.line) for f in traceback.extract_tb(e.__traceback__)])
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is e)
    print(traceback.format_exception_only(type(e), e))
print(sys.exc_info())
def nested():
    try:
        raise KeyError('a')
    except KeyError:
        print(sys.exc_info()[1])
        try:
            raise IndexError('b')
        except IndexError:
            print(sys.exc_info()[1])
        print(sys.exc_info()[1])
    print(sys.exc_info()[1])
nested()
def gen():
    try:
        yield 1
    except ValueError:
        print('in gen', sys.exc_info()[1])
        yield 2
        print('still', sys.exc_info()[1])
g = gen(); next(g); g.throw(ValueError('thrown'))
print(sys.exc_info()[1])
next(g, None)
print(traceback.format_exc())
