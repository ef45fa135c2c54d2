for bits in (31, 32, 47, 48, 49, 53, 62, 63, 64):
    top = 2 ** bits
    print(bits, top - 1, top, top + 1, -top, -top - 1)
    print((top - 1) + 1 == top, (top - 1) * 2, top * top, (top - 1) * (top + 1), -top - 1 + 1, -(-top))
    print((top + 1) // 3, (top + 1) % 3, (-top) // 3, (-top) % 3, top // -1)
value = 1
for _ in range(70):
    value = value * 2 + 1
print(value)
value = -1
for _ in range(70):
    value -= value * -2 + 5
print(value)
total = 0
for i in range(2 ** 48 - 3, 2 ** 48 + 3):
    total += i
print(total)
total = 2 ** 63 - 5
for i in range(10):
    total += 1
print(total)
