import time
t = time.gmtime(86400 * 365.25 * 30 + 12345)
print(t, t.tm_year, t[1], t.tm_wday, t.tm_yday, len(t), tuple(t)[:3], isinstance(t, time.struct_time), isinstance(t, tuple))
print(time.strftime('%Y-%m-%d %H:%M:%S %a %b %j %p %I %y %U %W %w %% %A %B', t), time.asctime(t), time.gmtime(0))
print(time.strptime('2021-03-04 05:06:07', '%Y-%m-%d %H:%M:%S'), time.strptime('Fri Aug 16 11:52:33 2019'), time.mktime(time.gmtime(1e9)) - 1e9 == time.timezone)
print(time.struct_time((2000, 1, 2, 3, 4, 5, 6, 7, 0)), time.struct_time(range(9)).tm_mon)
for f in (lambda: time.struct_time((1, 2)), lambda: time.strftime('%Y', (1, 2)), lambda: time.strftime('%m', (2000, 13, 1, 0, 0, 0, 0, 1, 0)), lambda: time.strptime('x', '%Y'), lambda: time.gmtime('x'), lambda: time.nope, lambda: time.sleep(-1), lambda: time.strftime(5)):
    try: print(f())
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
from time import localtime, perf_counter, monotonic
print(localtime().tm_year >= 2020, perf_counter() <= perf_counter(), time.time_ns() > 10**18, time.get_clock_info('monotonic').monotonic, len(time.ctime()) == 24)
