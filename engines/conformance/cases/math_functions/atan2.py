# math.atan2: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.atan2(0, 1))
show(lambda: math.atan2(0.0, -1))
show(lambda: math.atan2(-0.0, -1))
show(lambda: math.atan2(inf, inf))
show(lambda: math.atan2(nan, 1))
show(lambda: math.atan2(1))
show(lambda: math.atan2("a", 1))
show(lambda: math.atan2(-0.0, 0.0))
