import random

random.seed(42)
print(random.random(), random.random())
print(random.randint(1, 6), random.randint(-5, 5), random.randrange(10), random.randrange(0, 100, 7), random.randrange(2 ** 70))
print(random.choice("abcdef"), random.choice([1, 2, 3]), random.uniform(1, 2), random.getrandbits(10), random.getrandbits(100))
items = list(range(10))
random.shuffle(items)
print(items, random.sample(range(100), 5), random.sample(list("abcdef"), 3))
print(random.choices("ab", k=5), random.choices([1, 2, 3], weights=[1, 5, 1], k=6))
for seed in (0, 1, -1, 2 ** 32, 2 ** 70, 1.5, "text", True):
    random.seed(seed)
    print(seed, random.random(), random.randint(0, 1000))
r = random.Random(7)
s = random.Random(7)
print(r.random() == s.random(), r.randint(0, 10 ** 20), r.gauss(0, 1), r.gauss(0, 1), r.random(), r.triangular(0, 10, 5), r.expovariate(2))
for call in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.randrange(0), lambda: random.sample([1], 2)):
    try:
        print(call())
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)
