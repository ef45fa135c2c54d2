def check(values):
    result = sorted(values)
    for a, b in zip(result, result[1:]):
        assert a <= b
    checksum = 0
    for i, v in enumerate(result):
        checksum = (checksum * 31 + v * i) % 1000003
    return checksum


seed = 1
random_values = []
for _ in range(3000):
    seed = seed * 16807 % 2147483647
    random_values.append(seed % 500)
ascending = list(range(2000))
runs = []
for i in range(20):
    runs.extend(range(i, 1000, 17))
saw = [i % 7 for i in range(1000)]
for values in (random_values, ascending, ascending[::-1], runs, saw, saw + ascending, [1] * 500, [2 ** 70 - i for i in range(200)], [i * 0.5 for i in saw]):
    print(len(values), int(check(values)))
pairs = [(v, i) for i, v in enumerate(random_values)]
by_value = sorted(pairs, key=lambda p: p[0])
print(all([a[0] < b[0] or a[1] < b[1] for a, b in zip(by_value, by_value[1:])]))
down = sorted(pairs, key=lambda p: p[0], reverse=True)
print(all([a[0] > b[0] or a[1] < b[1] for a, b in zip(down, down[1:])]))
words = [str(v) for v in random_values]
words.sort()
print(words[0], words[1500], words[-1], sorted(set(words))[:3])
