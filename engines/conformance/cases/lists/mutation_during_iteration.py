a = [1, 2, 3, 4, 5]
for x in a:
    if x == 2: a.remove(x)
    if x == 4: a.append(99)
    print(x, end=' ')
print(a)
a = [1, 2, 3]; it = iter(a); next(it); a.clear(); print(list(it)); a.append(7); print(list(it))
a = [3, 1, 2]
try: a.sort(key=lambda x: a.append(x) or x)
except ValueError as e: print(e, a)
a = [3, 1, 2]
def key(x):
    print(len(a), end=' ')
    return x
a.sort(key=key); print(a)
class Evil:
    def __init__(self, l): self.l = l
    def __eq__(self, o): self.l.clear(); return False
a = [1, 2]; a[:] = [Evil(a), Evil(a), 3]
print(3 in a, len(a))
a = [1, 2, 3]
a[:] = (x * 2 for x in a); print(a)
a[1:1] = a; print(a)
a[::2] = a[::-2][:len(a[::2])]; print(a)
a.extend(x for x in a[:2]); print(a)
a = [[]] * 3; a[0].append(1); print(a)
a = [1, 2]; a.append(a); print(a, a[2] is a, repr([a, a]))
b = (a,); print(b)
r = reversed([1, 2, 3]); print(next(r), r.__length_hint__(), list(r))
l = list(range(10)); del l[2:8:3], l[-1]; print(l)
e = enumerate(l, 5); print(next(e), list(e))
l = [1, 2, 3]
for i, l[i - 1] in enumerate([10, 20], 1): print(l)
print([l.pop() for _ in l], l)
