# Sets of integers print in the order of CPython's hash table, also after removals and set operations.
s = set(range(20))
s.discard(3)
s.add(100)
print(s, s & {1, 2, 500}, s - {1}, s ^ {0, 1, 999})
print({i * 7 % 101 for i in range(40)}, frozenset([3, 1, 2]), hash(frozenset([1, 2, 3])))
q = set()
x = 1
for i in range(2000):
    x = (x * 1103515245 + 12345) % 2147483648
    v = (x >> 8) % 500 - 250
    if (x >> 20) % 3 == 0:
        q.discard(v)
    else:
        q.add(v)
    if i % 200 == 0:
        print(list(q))
    if i % 150 == 0 and q:
        print(q.pop())
r = set(range(0, 300, 3))
u = {x * x for x in range(60)}
print(list(r | u), list(r & u), list(u - r), list(r ^ u))
r -= u
print(list(r))
r ^= u
print(list(r))
r &= u
print(list(r))
