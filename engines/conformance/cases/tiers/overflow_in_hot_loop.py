def double(n):
    value = 1
    for _ in range(n):
        value = value + value
    return value


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def count_from(start, n):
    for _ in range(n):
        start += 1
    return start


def shift(n):
    value = 1
    for i in range(n):
        value <<= 1
        if value > 2 ** 60:
            value -= 2 ** 60
    return value


for _ in range(300):
    double(20)
    factorial(12)
    count_from(0, 20)
print(double(46), double(47), double(48), double(49), double(62), double(63), double(64), double(100))
print(factorial(20), factorial(21), factorial(30))
for bits in (31, 32, 47, 48, 49, 53, 62, 63, 64):
    print(count_from(2 ** bits - 50, 100), count_from(-2 ** bits - 50, 100))
print(shift(3000))
negative = -1
for i in range(3000):
    negative = negative * 3 % -1000003
print(negative)
product = 1
for i in range(1, 3000):
    product = product * 31 % 2 ** 61
print(product, abs(-2 ** 48), -(-2 ** 48), -(2 ** 63), -2 ** 48 // -1, -2 ** 63 // -1)
