import calendar
for f in (lambda: calendar.month(2024, 2), lambda: calendar.month(2023, 10, 3, 2), lambda: calendar.calendar(2021, m=4), lambda: calendar.TextCalendar(6).formatmonth(2000, 1), lambda: calendar.HTMLCalendar().formatmonth(2024, 2)):
    print(f())
print(calendar.isleap(1900), calendar.isleap(2000), calendar.leapdays(1996, 2025), calendar.monthrange(2023, 2), calendar.weekday(2024, 2, 29), calendar.timegm((2000, 1, 1, 0, 0, 1)))
print(calendar.monthcalendar(2024, 9), calendar.day_name[2], calendar.month_abbr[12], list(calendar.month_name)[:3], calendar.week(calendar.Calendar().monthdays2calendar(2024, 1)[0], 3))
c = calendar.Calendar(calendar.SUNDAY)
print(list(c.iterweekdays()), list(c.itermonthdays(2024, 5))[:6], [str(d) for d in c.itermonthdates(2024, 12)][-5:], list(c.itermonthdays2(2024, 1))[:3], list(c.itermonthdays4(2023, 12))[-2:], len(c.yeardayscalendar(2024)))
for f in (lambda: calendar.monthrange(2024, 13), lambda: calendar.setfirstweekday(9), lambda: calendar.month(2024, 0)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
calendar.setfirstweekday(6); print(calendar.firstweekday(), calendar.weekheader(2)); calendar.prmonth(2024, 2)
