print(6 & 3, 6 | 3, 6 ^ 3, -6 & 3, -6 | 3, -6 ^ 3, -6 & -3)
print(1 << 0, 1 << 10, 1 << 48, 1 << 62, 1 << 63, 1 << 64, 1 << 100)
print(-1 << 5, -1 >> 5, -7 >> 1, 7 >> 1, 7 >> 70, -7 >> 70)
print((1 << 100) >> 90, (1 << 100) & (1 << 99), (1 << 100) | 1, (1 << 100) ^ ((1 << 100) - 1))
print(-(1 << 70) & 0xFFFF, ~(1 << 70), -(1 << 70) >> 3, -(1 << 70) ^ 255)
print((5).bit_length(), (0).bit_length(), (-5).bit_length(), (1 << 70).bit_length(), (255).bit_count())
print(True & 1, True | False, True ^ True, type(True & True), type(True & 1))
for shift in (-1, -100):
    try:
        print(1 << shift)
    except ValueError as error:
        print(error)
    try:
        print(1 >> shift)
    except ValueError as error:
        print(error)
