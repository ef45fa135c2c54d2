def attempt(f):
    try: print(repr(f()), ba)
    except Exception as e: print(type(e).__name__, e, ba)
ba = bytearray(b'abcdef')
def setter(i, v):
    ba[i] = v
def deleter(i):
    del ba[i]
attempt(lambda: setter(0, 65)); attempt(lambda: setter(0, 256)); attempt(lambda: setter(0, 'a')); attempt(lambda: setter(0, b'a')); attempt(lambda: setter(10, 1)); attempt(lambda: setter(slice(1, 3), b'XYZ')); attempt(lambda: setter(slice(0, 2), [1, 2, 3])); attempt(lambda: setter(slice(0, 2), 'ab')); attempt(lambda: setter(slice(0, 2), 5)); attempt(lambda: setter(slice(None, None, 2), b'12')); attempt(lambda: setter(slice(0, 1), [300])); attempt(lambda: deleter(0)); attempt(lambda: deleter(slice(0, 2))); attempt(lambda: deleter(50)); attempt(lambda: ba.append(33)); attempt(lambda: ba.append(256)); attempt(lambda: ba.append('a')); attempt(lambda: ba.extend(b'xy')); attempt(lambda: ba.extend([1, 300])); attempt(lambda: ba.extend('a')); attempt(lambda: ba.extend(5)); attempt(lambda: ba.insert(1, 64)); attempt(lambda: ba.pop()); attempt(lambda: ba.pop(0)); attempt(lambda: ba.pop(100)); attempt(lambda: ba.remove(64)); attempt(lambda: ba.remove(250)); attempt(lambda: ba.reverse()); attempt(lambda: ba.copy() is ba); attempt(lambda: ba.clear()); attempt(lambda: ba.pop()); attempt(lambda: ba.extend(range(65, 70)))
ba += b'tail'; print(ba); ba *= 2; print(ba)
try: ba += 'x'
except TypeError as e: print(e)
try: ba += 5
except TypeError as e: print(e)
del ba[::3]; print(ba, len(ba), bytes(ba), ba.decode(), ba == bytes(ba), ba.hex())
ba[:] = b''; print(ba, bool(ba)); ba[5:9] = b'zz'; print(ba)
try: hash(ba)
except TypeError as e: print(e)
print(bytearray(b'abc').upper(), bytearray(b'a,b').split(b','), bytearray(b'x').join([b'1', bytearray(b'2')]), bytearray(3), repr(bytearray(b'\x00\xff')), bytearray.fromhex('ff00'), bytearray(b'a').ljust(3, b'.'))
