# Keys of many kinds with many equal parts, few and many of them: equal first items leave the order to the second ones.
import random

random.seed(5)


def word(letters):
    return "".join(random.choice(letters) for _ in range(random.randint(0, 12)))


NARROW = "abcdefgh"
WIDE = "abcdefgh\u00e9"
INTS = [0, 1, -1, 5, 7, -3, 2**40]
FLOATS = [0.0, -0.0, 1.5, -2.5, 1e300, float("inf")]
KEYS = [
    lambda i: (random.choice(INTS), word(NARROW)),
    lambda i: (random.choice(INTS), word(WIDE)),
    lambda i: (random.choice(FLOATS), random.choice(INTS), i),
    lambda i: (random.choice(FLOATS),),
    lambda i: (word(NARROW)[:2], random.choice(FLOATS)),
    lambda i: (random.choice(INTS), word(NARROW)[:1], random.choice(FLOATS)),
    lambda i: (random.choice(INTS), (1, 2)),
    lambda i: (random.choice(INTS), 2**70 * i),
    lambda i: word(WIDE),
]
for count in (5, 40, 300):
    for make in KEYS:
        keys = [make(i) for i in range(count)]
        print(sorted(keys))
        print(sorted(range(count), key=lambda i: keys[i]))
        print(sorted(range(count), key=lambda i: keys[i], reverse=True))
