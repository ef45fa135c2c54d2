def attempt(*a):
    try: print(a, int(*a))
    except Exception as e: print(a, type(e).__name__, e)
for t in ('0', '-0', '+5', ' 12 ', '1_000', '_1', '1_', '1__0', '0x10', '', ' ', '1.5', '٣', '１２', '- 5', '--5', 'a', '1\n', '\t7', b'12', b' 5 ', bytearray(b'9'), b'\xff', None, 1.9, -1.9, True, [], '1e5', 'inf'):
    attempt(t)
for t, b in (('ff', 16), ('0xff', 16), ('0xff', 0), ('0b11', 0), ('0o17', 0), ('010', 0), ('0', 0), ('00', 0), ('z', 36), ('Z', 36), ('12', 2), ('11', 1), ('11', 37), ('11', -2), ('0b1', 16), ('1_0', 2), ('0x', 16), ('0x_f', 16), ('9' * 30, 10), (5, 10), ('5', 'x'), ('0b102', 0)):
    attempt(t, b)
attempt(float('nan')); attempt(float('inf')); attempt(-float('inf')); attempt(1e25); attempt('9' * 50)
print(int(), int(x='5') if False else 'no keyword', int('7', base=8))
for f in (bin, oct, hex):
    for v in (0, 1, -1, 255, -255, 2 ** 64, -(2 ** 64), True):
        print(f.__name__, v, f(v))
    try: f(1.5)
    except TypeError as e: print(e)
print(str(-2 ** 63), repr(2 ** 100), f'{2 ** 64}', '%d' % 2 ** 3, int('-' + '1' * 25))
