def attempt(f):
    try:
        print(f())
    except BaseException as e:
        print('escaped', type(e).__name__, e)
def not_class():
    try: raise ValueError(1)
    except 3: return 'no'
def not_class_in_tuple():
    try: raise ValueError(1)
    except (KeyError, 'x'): return 'no'
def nested_tuple():
    try: raise ValueError(1)
    except ((KeyError, ValueError), TypeError): return 'no'
def never_evaluated():
    try: return 'fine'
    except undefined_name: pass
def evaluated():
    try: raise ValueError
    except undefined_name: pass
def old_class():
    class C: pass
    try: raise ValueError
    except C: pass
def name_deleted():
    e = 'before'
    try: raise KeyError
    except KeyError as e: pass
    return e
def name_deleted_inside():
    try: raise KeyError
    except KeyError as e: del e
    return 'ok'
def order():
    try: raise FileNotFoundError
    except OSError: return 'OSError first'
    except FileNotFoundError: return 'never'
def base():
    try: raise KeyboardInterrupt('k')
    except Exception: return 'no'
    except BaseException as e: return 'base ' + str(e)
def dynamic():
    kinds = [KeyError, IndexError]
    out = []
    for f in (lambda: {}[1], lambda: [][1], lambda: 1 / 0):
        try: f()
        except tuple(kinds) as e: out.append(type(e).__name__)
        except ArithmeticError: out.append('arith')
    return out
def subclass_hook():
    class Meta(type):
        def __subclasscheck__(cls, other): return True
        def __instancecheck__(cls, other): return True
    class C(Exception, metaclass=Meta): pass
    try: raise KeyError('real')
    except C: return 'hook used'
    except KeyError: return 'hook ignored'
def handler_raises():
    try:
        try: raise KeyError(1)
        except KeyError as e: raise ValueError(2)
        except ValueError: return 'wrong'
    except ValueError: return 'outer'
def else_raises():
    try:
        try: pass
        except KeyError: return 'wrong'
        else: raise KeyError('from else')
        finally: print('fin')
    except KeyError as e: return str(e)
for f in list(globals().values()):
    if type(f) is type(attempt) and f is not attempt:
        print(f.__name__, end=': ')
        attempt(f)
