print(0x1F, 0XfF, 0o17, 0b1011, 1_000_000, 0x_ff, 00, 0xFFFFFFFFFFFFFFFFFFFF)
for value in (0, 1, -1, 255, -255, 2 ** 70):
    print(bin(value), oct(value), hex(value), str(value), repr(value))
print(int("12"), int("-12"), int("  +7\n"), int("1_000"), int("ff", 16), int("0xff", 16), int("0b101", 0), int("z", 36), int("-0o17", 8))
print(int(3.9), int(-3.9), int(True), int("0"), int(), int("٣"))
for text, base in (("", 10), ("abc", 10), ("1__0", 10), ("0x", 16), ("9", 8), (" ", 10), ("1.5", 10), ("12a", 10), ("_1", 10)):
    try:
        print(int(text, base))
    except ValueError as error:
        print(error)
try:
    int("5", 1)
except ValueError as error:
    print(error)
try:
    int([])
except TypeError as error:
    print(error)
try:
    int(5, 10)
except TypeError as error:
    print(error)
