class A:
    n = 3
    a = [x for x in range(n)]
    try: b = [n for x in range(2)]
    except NameError as e: print(e)
    c = list(x * 2 for x in a)
    d = {k: v for k, v in zip('ab', a)}
    f = [x for x in range(5) if x % 2]
    try: g = [x for x in range(2) if x < n]
    except NameError as e: print(e)
print(A.a, A.c, A.d, A.f, hasattr(A, 'x'), hasattr(A, 'b'))
x = 'outer'
print([x for x in 'ab'], x, [x for _ in range(2)], {x for x in (1,)}, {x: 1 for x in (2,)}, x)
print([(a, b) for a in range(3) for b in range(a)], [a for a in range(9) if a % 2 if a > 3], [y := 5, y ** 2], [last := v for v in range(3)], last)
def f():
    y = [z := i for i in range(3)]
    return y, z
print(f(), [lambda: i for i in range(2)][0](), [*map(lambda g: g(), [lambda: j for j in range(3)])])
try: print(i)
except NameError as e: print(e)
print([[(r, c) for c in range(r)] for r in range(3)], sum(q for q in range(5)), [w for w in [v for v in 'xyz'][::-1]], list(zip(*[[1, 2], [3, 4]])))
try: [1 / k for k in (1, 0)]
except ZeroDivisionError as e: print(e)
try: [p for p in 5]
except TypeError as e: print(e)
print({**{k: 1 for k in 'ab'}}, [a for a, in [(1,), (2,)]], [b for *_, b in ['abc', 'de']], [(a, *b) for a, *b in ['xyz']])
