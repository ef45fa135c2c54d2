"""`+` of everything that holds bytes."""
print(b"a" + b"", b"" + b"", b"a" + bytearray(b"c"), bytearray(b"d") + b"e", b"x" + memoryview(b"y"))
class B(bytes): pass
print(B(b"a") + b"c", type(B(b"a") + B(b"b")))
try: b"a" + "b"
except TypeError as e: print(e)
