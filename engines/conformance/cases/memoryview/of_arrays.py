from array import array
a = array("H", [1, 2, 300])
m = memoryview(a)
print(m.format, m.itemsize, len(m), m.tolist(), m[2], bytes(a), bytearray(a), m.nbytes)
m[0] = 7; print(a)
print(b"x" + array("b", [65]), bytes([1, 2]) == array("B", [1, 2]), memoryview(array("B", [1])) == b"\1")
print(int(memoryview(b"12")), b"".join([array("B", [65, 66])]), str(array("B", [104, 105]), "ascii"))
b = bytearray(b"ab"); b += array("H", [67]); b.extend(array("B", [68])); print(b)
print(list(a), a + a, a == array("H", [7, 2, 300]), a.tobytes(), len(a))
try: m[0] = 70000
except ValueError as e: print(e)
