import bisect
l = [1, 3, 3, 5]
for x in (0, 1, 2, 3, 4, 5, 6): print(x, bisect.bisect(l, x), bisect.bisect_left(l, x), bisect.bisect_right(l, x), bisect.bisect_left(l, x, 1, 3))
bisect.insort(l, 4); bisect.insort_left(l, 3); bisect.insort_right(l, 3); print(l, bisect.bisect([], 1), bisect.bisect('abd', 'c'), bisect.bisect_left([5, 3, 1], -3, key=lambda v: -v), bisect.bisect_right([(1, 'a'), (2, 'b')], 1, key=lambda t: t[0]))
m = [(1, 'a'), (3, 'c')]; bisect.insort(m, (2, 'b'), key=lambda t: t[0]); print(m)
for f in (lambda: bisect.bisect(l, 'a'), lambda: bisect.bisect(l, 1, -1), lambda: bisect.bisect(5, 1), lambda: bisect.insort((1,), 2), lambda: bisect.bisect(l), lambda: bisect.bisect(l, 3, lo='x'), lambda: bisect.bisect(l, 3, 0, 99)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
