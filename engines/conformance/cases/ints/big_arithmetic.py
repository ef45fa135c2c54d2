a = 123456789012345678901234567890
b = -987654321098765432109876543210
print(a + b, a - b, a * b)
print(b // a, b % a, divmod(b, a), divmod(a, b), divmod(-a, 7), divmod(a, -7))
print(a ** 5)
print(2 ** 200 - 2 ** 199 == 2 ** 199, 2 ** 64 - 1, -2 ** 63)
print(a // a, a % a, a - a, (a - a) + 1)
factorial = 1
for i in range(1, 41):
    factorial *= i
print(factorial)
print(factorial // 2 ** 100, factorial % 10 ** 9)
print(a / b, b / a, a / 3, 1 / a)
print(a > b, a == a + 0, a < 1e30, a == 123456789012345678901234567890.0, a != b)
print(float(a), int(1e25), int(-1e25))
print(abs(b), -b, +b, ~a)
print(pow(3, 1000, 1000007), pow(-3, 5, 7), pow(3, -1, 7), pow(a, b % 1000, 10 ** 9 + 7))
