def divide(a, b):
    return a / b


def floor_mod(a, b):
    return a // b, a % b


def compare(a, b):
    return a < b, a <= b, a == b, a != b, a > b, a >= b


for i in range(1, 4000):
    divide(1.0, i)
    floor_mod(i, 7)
    floor_mod(-2.5, 7.0)
    compare(1.0, 2.0)
    compare(i, 5)
nan, inf = float("nan"), float("inf")
print(divide(0.0, -1), divide(-0.0, 1), divide(1, inf), divide(inf, inf), divide(2 ** 60, 3), divide(10 ** 30, 10 ** 29))
for a, b in ((7, -2), (-7, 2), (7.5, -2), (-7.5, 2), (-0.0, 5.0), (0.0, -5.0), (5, inf), (-5, inf), (-1e-20, 1.0), (2 ** 60, -7), (-2 ** 80, 2 ** 40 + 1), (True, 2)):
    print(a, b, floor_mod(a, b))
for a, b in ((nan, 1), (nan, nan), (inf, 10 ** 400), (2 ** 53, 2.0 ** 53), (2 ** 53 + 1, 2.0 ** 53), (-0.0, 0), (True, 1.0), (1, 1.0000000000000002), ("a", "b"), ([1], [2])):
    print(compare(a, b))
for a, b in ((1, 0), (1.0, 0), (1, 0.0), (2 ** 70, 0)):
    for function in (divide, floor_mod):
        try:
            print(function(a, b))
        except ZeroDivisionError as error:
            print(error)
try:
    compare(1, None)
except TypeError as error:
    print(error)
total = 0.0
for i in range(10000):
    total += 0.1
print(total, total * -0.0, -total + total)
