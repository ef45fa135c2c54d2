import gc
class N:
    def __init__(self, v): self.v = v; self.next = None
def ring(n):
    first = prev = N(0)
    for i in range(1, n):
        prev.next = N(i); prev = prev.next
    prev.next = first
    return first
keep = ring(50)
for i in range(200): ring(20)
gc.collect()
total, at = 0, keep
for _ in range(100): total += at.v; at = at.next
print(total, at is keep)
d = {}; d['self'] = d; l = [d]; d['l'] = l; gc.collect(); print(len(d), d['l'][0] is d)
