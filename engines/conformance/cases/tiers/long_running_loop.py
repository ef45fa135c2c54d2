total = 0
text = ""
for i in range(20000):
    if i == 15000:
        text = "switched"
    total += i if not text else 1
print(total, text)


def main_loop():
    value = 0
    kinds = []
    i = 0
    while i < 20000:
        i += 1
        if i == 8000:
            value = float(value)
        if i == 12000:
            value = int(value) + 2 ** 50
        if i == 16000:
            kinds.append(type(value).__name__)
            value = 0.5
        value += 1
    return value, kinds, i


print(main_loop())


def nested_loops(n):
    count = 0
    for i in range(n):
        for j in range(n):
            if j > i:
                break
            if (i + j) % 3 == 0:
                continue
            k = j
            while k > 0:
                k //= 2
                count += 1
        else:
            count += 1000
    return count


print(nested_loops(120))


def leaves(n):
    for i in range(n):
        for j in range(10):
            if i * 10 + j == 12345:
                return i, j
    return None


print(leaves(2000), leaves(100))
i = 5
for i in range(3000):
    pass
print(i)
