# math.copysign: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.copysign(1, -0.0))
show(lambda: math.copysign(-3, 2))
show(lambda: math.copysign(nan, -1))
show(lambda: math.copysign(1))
show(lambda: math.copysign(1, "a"))
show(lambda: math.copysign(inf, -1))
show(lambda: math.copysign(0, -1))
