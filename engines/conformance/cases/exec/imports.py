exec("""
import math
def area(r): return math.pi * r
print(round(area(2), 3))
from math import *
print(floor(2.5))
""")
exec("from math import sqrt as s\nprint(s(4))", {}, {})
