def attempt(x):
    try: print(repr(x), float(x))
    except Exception as e: print(repr(x), type(e).__name__, e)
for t in ('1', '1.', '.5', '.', '', ' 1.5 ', '1e5', '1E-5', '1e', 'e5', '1_0.5_0', '1__0', '_1', '1_', '1_.5', 'inf', '-Infinity', '+nan', 'NaN', 'infin', '0x1p3', '1e400', '-1e400', '1e-400', '٣.٥', '1,5', '1 5', '1\x00', b'2.5', b'x', bytearray(b'3'), None, [], 1j, 10 ** 400, True, '123456789012345678901234567890', '0.1e1', '5e-324', '2.4703282292062327e-324', '2.4703282292062328e-324', '1.7976931348623157e308', '1.7976931348623159e308', '9007199254740993', '0.000001', '1e22', '1e23'):
    attempt(t)
print(float(), float('1e16'), float('123456789.125e-3'), float(' \n-7\t'))
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
class S(str): pass
print(float(F()), float(I()), float(S('3.5')))
