import io
import time
p = "/tmp/spectrum_case_%d" % time.time_ns()
with open(p, "w") as f:
    print(f.write("line1\nline2\n"), f.writelines(["a\n", "b\n"]), f.name == p, f.mode, f.closed)
    print("printed", file=f)
print(f.closed)
with open(p) as f:
    print(f.readline(), f.read(3), f.tell(), f.read())
    f.seek(0); print(f.readlines())
    f.seek(0)
    for line in f: print(repr(line))
print(list(open(p)), open(p, encoding="utf-8").read(5))
with open(p, "rb") as f: print(f.read(4), f.readline(), f.tell(), f.seek(2), f.read(2), f.seek(-3, 2), f.read())
with open(p, "ab") as f: f.write(b"tail\r\nx")
print(open(p).read().splitlines()[-2:], open(p, newline="").read()[-8:])
with open(p, "r+") as f: f.write("LINE"); f.seek(0); print(f.readline())
for a in [("/nonexistent/x",), (p, "q"), (p, "rw"), (p, "rbt"), (".",), (p, "x"), (5.5,), (p, "rb", -1, "utf-8")]:
    try: open(*a); print("ok")
    except Exception as e: print(type(e).__name__, str(e).replace(p, "P"))
f = open(p); f.close()
try: f.read()
except ValueError as e: print(e)
try: open(p, "w").read()
except io.UnsupportedOperation as e: print(type(e).__name__, e)
try: open(p).write("x")
except io.UnsupportedOperation as e: print(type(e).__name__, e)
with open(p, "w", encoding="utf-8") as f: f.write("é中\n")
print(open(p, "rb").read(), open(p, encoding="utf-8").read(), open(p, encoding="latin-1").read())
try: open(p, encoding="ascii").read()
except UnicodeDecodeError as e: print(e)
print(isinstance(open(p), io.TextIOBase), isinstance(open(p, "rb"), io.BufferedIOBase), io.open is open)
print(repr(open(p, "rb")).replace(p, "P"))
import builtins
print(open)
import sys
