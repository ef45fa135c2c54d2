# math.fmod: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.fmod(7, 3))
show(lambda: math.fmod(-7, 3))
show(lambda: math.fmod(7, -3))
show(lambda: math.fmod(7, 0))
show(lambda: math.fmod(inf, 2))
show(lambda: math.fmod(2, inf))
show(lambda: math.fmod(5.5, 0.25))
show(lambda: math.fmod(nan, 1))
show(lambda: math.fmod(1))
