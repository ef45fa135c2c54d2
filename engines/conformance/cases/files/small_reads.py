"""Binary files read by small pieces, between other operations."""
import os
import random
import time

data = bytes(i * 7 % 251 for i in range(20000)) + b"\nlast line\n\nend"
path = "/tmp/spectrum_small_reads_%d" % time.time_ns()
with open(path, "wb") as f:
    print(f.write(data))

with open(path, "rb") as f:
    out = []
    while True:
        b = f.read(1)
        if not b:
            break
        out.append(b)
    print(b"".join(out) == data, f.tell(), f.read(1), f.read(0), f.read())

random.seed(3)
with open(path, "rb") as f:
    position = 0
    for _ in range(3000):
        kind = random.randrange(8)
        n = random.choice([0, 1, 1, 2, 3, 7, 40, 3000])
        if kind < 3:
            part = f.read(n)
            if part != data[position:position + n]:
                print("read", position, n)
            position += len(part)
        elif kind == 3:
            part = f.readline(n)
            position += len(part)
        elif kind == 4:
            if not data[position:].startswith(f.peek(n)[:n]):
                print("peek", position, n)
        elif kind == 5:
            if f.tell() != position:
                print("tell", position)
        elif kind == 6:
            b = bytearray(n)
            position += f.readinto(b)
        elif random.randrange(4) == 0:
            position = f.seek(random.randrange(len(data) + 100))
    print("done")

with open(path, "r+b") as f:
    print(f.read(3), f.write(b"XY"), f.read(2), f.tell())
    f.seek(0)
    print(f.read(8), f.read(-1) == data[8:], f.read(None))
with open(path, "rb") as f:
    f.read(2)
for call in (lambda: f.read(1), lambda: f.read(0), lambda: f.read()):
    try:
        print(call())
    except ValueError as e:
        print(type(e).__name__)
with open(path, "wb") as f:
    try:
        f.read(0)
    except OSError as e:
        print(type(e).__name__, e)
os.remove(path)
