# math.perm: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.perm(5, 2))
show(lambda: math.perm(5))
show(lambda: math.perm(5, 9))
show(lambda: math.perm(-1))
show(lambda: math.perm(5, -2))
show(lambda: math.perm(5.0))
show(lambda: math.perm(20, 20))
show(lambda: math.perm(5, None))
