# math.isclose: results and refusals
import math
inf, nan = float('inf'), float('nan')

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: math.isclose(1, 1 + 1e-10))
show(lambda: math.isclose(1, 1.1))
show(lambda: math.isclose(0, 1e-12))
show(lambda: math.isclose(0, 1e-12, abs_tol=1e-9))
show(lambda: math.isclose(inf, inf))
show(lambda: math.isclose(nan, nan))
show(lambda: math.isclose(1, 2, rel_tol=-1))
show(lambda: math.isclose(1, 1.05, rel_tol=0.1))
show(lambda: math.isclose(1))
show(lambda: math.isclose("a", 1))
