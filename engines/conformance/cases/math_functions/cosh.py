# math.cosh over the kinds of numbers, and what it refuses
import math
class F:
    def __float__(self): return 2.25
class I:
    def __index__(self): return 4
class C:
    def __ceil__(self): return 'ceil'
    def __floor__(self): return 'floor'
    def __trunc__(self): return 'trunc'
values = (0, -0.0, 1, -1, 0.5, -2.5, 3.999, 1e-300, 1e300, float('inf'), float('-inf'), float('nan'), True, 2 ** 70, 10 ** 400, 'a', None, F(), I(), C())

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: float('%.12g' % math.cosh(values[0])))
show(lambda: float('%.12g' % math.cosh(values[1])))
show(lambda: float('%.12g' % math.cosh(values[2])))
show(lambda: float('%.12g' % math.cosh(values[3])))
show(lambda: float('%.12g' % math.cosh(values[4])))
show(lambda: float('%.12g' % math.cosh(values[5])))
show(lambda: float('%.12g' % math.cosh(values[6])))
show(lambda: float('%.12g' % math.cosh(values[7])))
show(lambda: float('%.12g' % math.cosh(values[8])))
show(lambda: float('%.12g' % math.cosh(values[9])))
show(lambda: float('%.12g' % math.cosh(values[10])))
show(lambda: float('%.12g' % math.cosh(values[11])))
show(lambda: float('%.12g' % math.cosh(values[12])))
show(lambda: float('%.12g' % math.cosh(values[13])))
show(lambda: float('%.12g' % math.cosh(values[14])))
show(lambda: float('%.12g' % math.cosh(values[15])))
show(lambda: float('%.12g' % math.cosh(values[16])))
show(lambda: float('%.12g' % math.cosh(values[17])))
show(lambda: float('%.12g' % math.cosh(values[18])))
show(lambda: float('%.12g' % math.cosh(values[19])))
show(lambda: math.cosh())
show(lambda: math.cosh(1, 2, 3))
show(lambda: math.cosh(x=1))
