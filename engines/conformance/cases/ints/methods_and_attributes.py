print((5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate())
print((1.5).as_integer_ratio(), (5).as_integer_ratio(), (0.1).as_integer_ratio())
print((2.0).is_integer(), (2.5).is_integer())
print((258).to_bytes(2, "big"), (258).to_bytes(4, "little"), int.from_bytes(b"\x01\x02", "big"))
print((-2).to_bytes(2, "big", signed=True), int.from_bytes(b"\xff\xfe", "big", signed=True))
try:
    (300).to_bytes(1, "big")
except OverflowError as error:
    print(error)
print(round(5), round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(15, -1), round(25, -1))
print(abs(-5), abs(True), divmod(-7, 2), pow(2, 5), pow(2, 5, 7))
print(hash(1) == hash(1.0) == hash(True), hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(-2))
print(isinstance(True, int), True + True, True * 5, sum([True, True, False]), str(True), int(True))
try:
    (5).foo
except AttributeError as error:
    print(error)
