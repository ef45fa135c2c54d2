"""Hashes of floats of every exponent, with those of integers of the same value."""
import random, struct
random.seed(5)
h = 0
for i in range(200000):
    f = struct.unpack('<d', struct.pack('<Q', random.getrandbits(64)))[0]
    if f == f: h = (h * 31 + hash(f)) & 0xffffffffffff
for f in (0.0, -0.0, 1.0, -1.0, 2.0**61, 2.0**61-512, 5e-324, 2.2e-308, 1e308, 0.5, -0.1, float('inf'), -float('inf'), 1e-310):
    print(f, hash(f))
for i in range(-2000, 2000): h = (h * 31 + hash(i / 7) + hash(2.0 ** (i / 2 if abs(i) < 2000 else 0)) + hash(float(i))) & 0xffffffffffff
print(h)
