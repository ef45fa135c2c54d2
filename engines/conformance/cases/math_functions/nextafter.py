# math.nextafter: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.nextafter(1, 2))
show(lambda: math.nextafter(0, -1))
show(lambda: math.nextafter(1, 1))
show(lambda: math.nextafter(inf, 0))
show(lambda: math.nextafter(nan, 1))
show(lambda: math.nextafter(1))
