# math.ldexp: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.ldexp(0.5, 3))
show(lambda: math.ldexp(1, 2000))
show(lambda: math.ldexp(1, -2000))
show(lambda: math.ldexp(inf, 5))
show(lambda: math.ldexp(1, 2.0))
show(lambda: math.ldexp(1, 10 ** 30))
show(lambda: math.ldexp(0, 10 ** 30))
show(lambda: math.ldexp(1, -10 ** 30))
