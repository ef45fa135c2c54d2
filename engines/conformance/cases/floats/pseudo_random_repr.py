seed = 1


def draw():
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return seed


for i in range(60):
    mantissa = draw() >> 11
    exponent = draw() % 600 - 300
    value = mantissa * 2.0 ** exponent
    print(repr(value), "%.3e" % value, "%g" % value, f"{value:.17g}", float(repr(value)) == value)
for i in range(40):
    value = (draw() % 2000000 - 1000000) / 1000
    print(value, round(value, 1), round(value), "%.1f" % value, f"{value:10.2f}", int(value), value // 7, value % 7)
