for value in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999999, 0.49999999999999994, 1e20):
    print(value, round(value), int(value))
print(round(2.675, 2), round(2.665, 2), round(1.005, 2), round(0.125, 2), round(0.375, 2))
print(round(1234.5678, 2), round(1234.5678, -2), round(1234.5678, 0), round(-1234.5678, -4), round(1e300, 2))
print(round(5.5), type(round(5.5)), type(round(5.5, 0)), round(5.5, None))
print(round(1e-10, 5), round(-0.4), round(-0.4, 0), round(3.14159, 10), round(1.1, 400), round(15.0, -400))
print(float("1.7976931348623157e308"), float("1.7976931348623159e308"), float("4.9e-324"), float("2e-324"))
print(9007199254740993.0, float("9007199254740993"), float(9007199254740993), float(2 ** 1023))
print((0.1).hex(), float.fromhex("0x1.8p+1"), (1.0).hex(), (-0.0).hex())
