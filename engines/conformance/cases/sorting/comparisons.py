# The number of calls of __lt__ is that of CPython 3.11's timsort with powersort merging.
class Counted:
    calls = 0

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Counted.calls += 1
        return self.value < other.value


x = 12345
for n in (5, 70, 200, 1000):
    a = []
    for i in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        a.append(Counted(x % 50))
    Counted.calls = 0
    b = sorted(a)
    print(n, Counted.calls, [c.value for c in b] == sorted(c.value for c in a))
    Counted.calls = 0
    b.reverse()
    b.sort()
    print(Counted.calls)
    Counted.calls = 0
    c = b[: n // 2] + a
    c.sort(reverse=True)
    print(Counted.calls, [k.value for k in c][:5])
