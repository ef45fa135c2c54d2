"""Moments outside the years 1 to 9999."""

import time

for moment in (10**12, -10**12, -62135596801, 253402300800, 10**18, 2**55, 6.7e16, 1e20, float("inf"), float("nan"), -1e30,
               67768036191676799, 67768036191676800, -1, -0.5, 1.9, 951782400):
    try:
        print(moment, time.gmtime(moment))
    except (OSError, OverflowError, ValueError) as e:
        print(moment, type(e).__name__, e)
print(time.asctime(time.gmtime(10**12)))
