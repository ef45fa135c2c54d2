eg = ExceptionGroup("m", [ValueError(1), ExceptionGroup("n", [TypeError(2), ValueError(3)])])
print(eg.split(ValueError)); print(eg.subgroup(TypeError)); print(eg.subgroup(KeyError)); print(eg.split(lambda x: isinstance(x, TypeError)))
print(eg.message, eg.exceptions, isinstance(eg, Exception), ExceptionGroup.__mro__)
for args in [("m",), (1, [ValueError()]), ("m", []), ("m", [1]), ("m", 5), ("m", [KeyboardInterrupt()])]:
    try: print(repr(ExceptionGroup(*args)))
    except Exception as x: print(type(x).__name__, x)
print(repr(BaseExceptionGroup("m", [ValueError(1)])), repr(BaseExceptionGroup("m", [KeyboardInterrupt()])))
class MyEG(ExceptionGroup):
    def derive(self, excs): return MyEG(self.message, excs)
m = MyEG("my", [ValueError(1), TypeError(2)])
print(m.split(ValueError))
