def run(f):
    try: f()
    except BaseException as e:
        def show(e, d=0):
            print("  " * d + type(e).__name__, str(e), repr(e.__context__))
            if isinstance(e, BaseExceptionGroup):
                for x in e.exceptions: show(x, d + 1)
        show(e)
def a():
    try: raise ExceptionGroup("eg", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3), KeyError(4)])])
    except* ValueError as e:
        print("VE", repr(e), e.exceptions)
    except* TypeError as e:
        print("TE", e)
run(a)
def b():
    try: raise ValueError("naked")
    except* ValueError as e: print(repr(e))
    else: print("else")
    finally: print("fin")
run(b)
def c():
    try: raise ExceptionGroup("x", [ValueError(1), OSError(2)])
    except* ValueError:
        raise KeyError("new")
run(c)
def d():
    try: raise ExceptionGroup("x", [ValueError(1)])
    except* ValueError as e: raise
run(d)
def e():
    try: print("ok")
    except* ValueError: print("no")
    else: print("else")
run(e)
def f():
    try: raise ValueError(1)
    except* TypeError: pass
run(f)
def g():
    try: raise ExceptionGroup("a", [ValueError(1)])
    except* ExceptionGroup: pass
run(g)
