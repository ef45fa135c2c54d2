# Integers leave 49 and 64 bits in compiled loops and come back.
def doubling(n):
    x = 1
    for _ in range(n):
        x = x * 2
    return x


def summing(n, step):
    x = 0
    i = 0
    while i < n:
        x += step
        i += 1
    return x


def mixing(n):
    h = 14695981039346656037
    for i in range(n):
        h ^= i & 255
        h = (h * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return h


def linear(n, seed):
    for _ in range(n):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 18446744073709551616
    return seed


for _ in range(3):
    print(doubling(40), doubling(47), doubling(48), doubling(49), doubling(62), doubling(63), doubling(64), doubling(100))
for _ in range(3):
    print(summing(4000, 2**46), summing(4000, 2**47 + 1), summing(4000, 2**60), summing(4000, -(2**61)), summing(3000, 2**70))
print(mixing(5000), linear(5000, 42))


def shifts(n):
    out = 0
    for i in range(n):
        out ^= (1 << (i % 70)) + ((-1) >> (i % 80)) + ((i << 40) >> 37)
    return out


print(shifts(3000), shifts(5000))


def divisions(n):
    out = 0
    for i in range(1, n):
        out += (-i) // 7 + i // -7 + (-i) % 7 + i % -7 + i // i + (i * i) // 3 - (-i) // 8 + (-i) % 8
    return out


print(divisions(4000))


def edges(n):
    out = []
    for i in range(n):
        a = 2**48 - 1 + (i & 1)
        b = -(2**48) - (i & 1)
        out.append(a + b)
        out.append(a - b)
        out.append(-b)
        out.append(~a)
        out.append(abs(b))
    return out


print(edges(2000)[-10:], sum(edges(1500)))
