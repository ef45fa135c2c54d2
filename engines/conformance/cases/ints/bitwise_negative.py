vals = [0, 1, -1, 5, -6, 255, -256, 2 ** 31, -2 ** 31, 2 ** 47 - 1, -2 ** 47, 2 ** 63, -2 ** 63, 2 ** 64 - 1, -(2 ** 64), 2 ** 100 + 5, -(2 ** 100) - 7]
total = 0
for a in vals:
    print(a, ~a, a << 3, a >> 3, a >> 40, a >> 64, a & 0xFFFF, a | 1, a ^ -1)
    for b in vals:
        x, y, z = a & b, a | b, a ^ b
        assert x + y == a + b and z == y - x and ~(~a & ~b) == y
        total += x * 3 + y * 5 + z * 7
print(total)
print(True & 1, True & True, True | 2, True ^ True, ~True, True << 3, False | False, True & 1.0 if False else 'x')
for op in ('1.0 & 2', '1 | 2.0', '"a" ^ 1', '~1.5', '1.5 << 1', 'None & 1', '[1] | [2]', '{1: 1} & {2: 2}'):
    try: print(eval(op))
    except TypeError as e: print(e)
