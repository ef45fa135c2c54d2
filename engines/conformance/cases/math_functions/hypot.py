# math.hypot: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.hypot(3, 4))
show(lambda: math.hypot())
show(lambda: math.hypot(1, 2, 2))
show(lambda: math.hypot(inf, nan))
show(lambda: math.hypot(nan, 1))
show(lambda: math.hypot("a"))
show(lambda: math.hypot(1e300, 1e300))
show(lambda: math.hypot(-5))
