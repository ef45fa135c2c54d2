# math.tan over the kinds of numbers, and what it refuses
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

show(lambda: float('%.12g' % math.tan(values[0])))
show(lambda: float('%.12g' % math.tan(values[1])))
show(lambda: float('%.12g' % math.tan(values[2])))
show(lambda: float('%.12g' % math.tan(values[3])))
show(lambda: float('%.12g' % math.tan(values[4])))
show(lambda: float('%.12g' % math.tan(values[5])))
show(lambda: float('%.12g' % math.tan(values[6])))
show(lambda: float('%.12g' % math.tan(values[7])))
show(lambda: float('%.12g' % math.tan(values[8])))
show(lambda: float('%.12g' % math.tan(values[9])))
show(lambda: float('%.12g' % math.tan(values[10])))
show(lambda: float('%.12g' % math.tan(values[11])))
show(lambda: float('%.12g' % math.tan(values[12])))
show(lambda: float('%.12g' % math.tan(values[13])))
show(lambda: float('%.12g' % math.tan(values[14])))
show(lambda: float('%.12g' % math.tan(values[15])))
show(lambda: float('%.12g' % math.tan(values[16])))
show(lambda: float('%.12g' % math.tan(values[17])))
show(lambda: float('%.12g' % math.tan(values[18])))
show(lambda: float('%.12g' % math.tan(values[19])))
show(lambda: math.tan())
show(lambda: math.tan(1, 2, 3))
show(lambda: math.tan(x=1))
