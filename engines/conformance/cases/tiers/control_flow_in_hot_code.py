# Nested loops with break, continue and else; closures; recursion; int and float mixes.
import sys


def primes(n):
    found = []
    candidate = 2
    while candidate < n:
        for p in found:
            if p * p > candidate:
                found.append(candidate)
                break
            if candidate % p == 0:
                break
        else:
            found.append(candidate)
        candidate += 1
    return found


print(len(primes(5000)), primes(5000)[-3:])


def triangle(n):
    total = 0
    for i in range(n):
        if i % 5 == 0:
            continue
        for j in range(i, 0, -1):
            if j % 3 == 0:
                continue
            if j * i > n * 20:
                break
            total += j
        else:
            total += 1
    return total


print(triangle(300))


def ranges(n):
    out = 0
    for i in range(n):
        for j in range(i % 4):
            out += j
        for j in range(3, i % 7):
            out += j * 10
        for j in range(10, -2, -3):
            out -= j
        for j in range(0, 5, 2):
            out ^= j
        for j in range(2**48 - 2, 2**48 + 1):
            out += j - 2**48
        for j in range(False, True):
            out += 1
    return out


print(ranges(1000))


def counter():
    count = 0

    def bump(by):
        nonlocal count
        for _ in range(by):
            count += 1
        return count

    return bump


bump = counter()
for _ in range(50):
    bump(60)
print(bump(1))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 9))


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


for _ in range(40):
    depth(50)
print(depth(900))
try:
    depth(100000)
except RecursionError as error:
    print(error)
print(depth(900))
sys.setrecursionlimit(20000)
print(depth(15000))
sys.setrecursionlimit(1000)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


print([even(n) for n in range(0, 900, 100)], odd(333))


def floats(n):
    x, y, k = 0.0, 1, 0
    for i in range(n):
        x = x * 0.5 + i
        y = y * 1.0000001
        k = k + (i if x > y else -i)
        if x != x or i == 3.0 or i < 2.5:
            k += 1
    return x, y, k, -x, +y, x // 3, y % 0.3, x**2, 7 / 2, i / 4


print(floats(3000))


def compare(values):
    out = 0
    for a in values:
        for b in values:
            out = out * 3 % 1000003 + (a < b) + 2 * (a == b) + 4 * (a >= b) + 8 * (a != b)
    return out


print(compare([0, 1, -1, 0.5, 1.0, True, 2**60, -(2**60), float("inf"), float("nan"), 2**53, 2.0**53, 2**53 + 1] * 6))


def swap_sort(items):
    n = len(items)
    for i in range(n):
        for j in range(n - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items


print(swap_sort([(i * 7919) % 101 for i in range(80)])[::9], swap_sort(["c", "a", "b"]), swap_sort([2.5, 1, 0.5]))


def negative(items, n):
    total = 0
    for i in range(n):
        total += items[-1] + items[-(i % 5) - 1] + items[i % 5]
        items[-2] = i
        items[i % 5 - 5] += 1
    return total, items


print(negative([1, 2, 3, 4, 5], 3000), negative((1, 2, 3, 4, 5), 0))
