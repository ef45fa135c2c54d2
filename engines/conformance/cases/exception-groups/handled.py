def run(f):
    try: f()
    except BaseException as e:
        def show(e, d=0):
            print("  " * d + type(e).__name__, str(e), repr(e.__context__))
            if isinstance(e, BaseExceptionGroup):
                for x in e.exceptions: show(x, d + 1)
        show(e)
import sys
def h():
    try: raise ExceptionGroup("x", [ValueError(1), OSError(2)])
    except* ValueError:
        print(repr(sys.exc_info()[1]))
    except* OSError as e:
        print(repr(sys.exc_info()[1]), repr(e))
    print(sys.exc_info())
run(h)
raise ExceptionGroup("final", [ValueError(1), TypeError("two")])
