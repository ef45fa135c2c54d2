seed = 12345


def draw(bits):
    global seed
    value = 0
    while bits > 0:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        value = value << 16 | seed >> 48
        bits -= 16
    return value - (value >> 1) * (seed >> 20 & 1) * 2


checksum = 0
for round_number in range(300):
    a = draw(round_number % 11 * 40 + 8)
    b = draw(round_number % 7 * 50 + 3) or 1
    q, r = divmod(a, b)
    assert q * b + r == a and (0 <= r < b or b < r <= 0), (a, b)
    assert (a + b) - b == a and (a - b) + b == a and a * b // b == a
    assert a << 13 >> 13 == a and (a ^ b) ^ b == a and (a & b) + (a | b) == a + b
    assert ~a == -a - 1 and int(str(a)) == a and int(hex(a), 16) == a and -(-a) == a
    assert (a < b) == (a - b < 0) and (a == b) == (not a - b)
    assert pow(a, 5, abs(b) + 1) == a ** 5 % (abs(b) + 1)
    checksum = (checksum * 31 + a + q * 7 + r + (a & b) + (a ^ b) % 1000) % 1000000007
    if round_number % 50 == 0:
        print(a, b, q, r, a & b, a | b, a ^ b, a >> 5)
print(checksum)
