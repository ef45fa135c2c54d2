import sys
import traceback


def f():
    g()


def g():
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("bad") from e


try:
    f()
except ValueError as e:
    t = traceback.format_exc()
    print(t.splitlines()[-1], t.count("Traceback"), "direct cause" in t)
    print(traceback.format_exception_only(e), [x.name for x in traceback.extract_tb(e.__traceback__)])
    print([x.line for x in traceback.extract_tb(e.__traceback__)])
    names = []
    tb = e.__traceback__
    while tb:
        names.append((tb.tb_lineno, tb.tb_frame.f_code.co_name))
        tb = tb.tb_next
    print(names)
    print(len(traceback.format_exception(e, chain=False)))


def again():
    try:
        f()
    except ValueError:
        raise


try:
    again()
except ValueError as e:
    print([(x.name, x.lineno) for x in traceback.extract_tb(e.__traceback__)])
print(sys.exception())
