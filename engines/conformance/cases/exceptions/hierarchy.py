for kind in (ZeroDivisionError, IndexError, KeyError, ValueError, TypeError, AttributeError, NameError, UnboundLocalError, RecursionError, NotImplementedError, OverflowError, StopIteration, AssertionError, OSError, FileNotFoundError, ImportError, ModuleNotFoundError, UnicodeDecodeError, KeyboardInterrupt, SystemExit, MemoryError, EOFError, LookupError, ArithmeticError, RuntimeError, SyntaxError, Warning):
    print(kind.__name__, [c.__name__ for c in kind.__mro__[1:-1]])
print(OSError is IOError, issubclass(KeyError, LookupError))
e = ValueError("a", 2)
print(e, repr(e), e.args, str(ValueError()), repr(ValueError()), str(ValueError("x")), repr(ValueError("x")), str(KeyError("k")), str(KeyError()), str(KeyError("a", "b")), repr(KeyError(1)))
print(str(Exception(None)), str(Exception("")), str(Exception(["l"])), repr(Exception(("t",))), Exception("a") == Exception("a"))
print(StopIteration(5).value, SystemExit(3).code, SystemExit().code)
