def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for v in (0.0, -0.0, 1.0, -2.5, 0.1, 1e300, 5e-324, 123.456, float('inf'), float('nan')):
    attempt(lambda: (v, v.is_integer(), v.hex()))
    attempt(lambda: v.as_integer_ratio())
    attempt(lambda: (v.__floor__(), v.__ceil__(), v.__trunc__(), round(v)))
    attempt(lambda: (v.conjugate(), v.real, v.imag, abs(v), -v, +v, bool(v)))
for t in ('0x1.8p3', '0x.8', '1.5', '-0x1p-1074', '0x1p1024', 'inf', 'nan', '0x1.ffffffffffffffp0', '', '0xg', '0x1p', ' 0x1p1 '):
    attempt(lambda: float.fromhex(t))

for v, n in ((2.675, 2), (0.5, 0), (1.5, 0), (2.5, 0), (-0.5, 0), (1234.5678, -2), (1234.5678, -4), (1234.5678, 10), (1e300, 2), (5.015, 2), (1.005, 2), (0.05, 1), (0.15, 1), (0.25, 1), (1e-10, 5), (-2.5, 0), (1e16, -1), (float('inf'), 1), (9.995, 2), (1e22, -21), (12345.0, -400), (1.5, 400)):
    attempt(lambda: (v, n, round(v, n), round(v, ndigits=n)))
attempt(lambda: round(1.5)); attempt(lambda: round(-1.5)); attempt(lambda: round(2.5)); attempt(lambda: round(1e20)); attempt(lambda: round(1.5, 1.0)); attempt(lambda: round('x')); attempt(lambda: round()); attempt(lambda: round(1.5, None))
print(float.__getformat__('double'), 1.5.__repr__(), (1.5).__eq__(2), (1.5).__eq__('x'), (1.5).__radd__(1), float.__add__(1.0, 2))
