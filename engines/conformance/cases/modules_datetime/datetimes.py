# points in time, zones and parsing
from datetime import *

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: (datetime(2024, 1, 5, 13, 4, 5, 6)))
show(lambda: (str(datetime(2024, 1, 5))))
show(lambda: (datetime(2024, 1, 5, 13, 4).isoformat(" ", "minutes")))
show(lambda: (datetime(2024, 1, 5, tzinfo=timezone.utc).isoformat()))
show(lambda: (datetime.strptime("05/01/24 13:04", "%d/%m/%y %H:%M")))
show(lambda: (datetime.strptime("x", "%d")))
show(lambda: (datetime.strptime("31/02", "%d/%m")))
show(lambda: (datetime(2024, 1, 5, 13).strftime("%I %p %H:%M:%S.%f")))
show(lambda: (datetime(2024, 1, 5) - datetime(2024, 1, 4, 12)))
show(lambda: (datetime(2024, 1, 5) + timedelta(hours=30)))
show(lambda: (datetime(2024, 1, 5, 24)))
show(lambda: (datetime(2024, 1, 5) < datetime(2024, 1, 5, tzinfo=timezone.utc)))
show(lambda: (datetime(2024, 1, 5) == datetime(2024, 1, 5, tzinfo=timezone.utc)))
show(lambda: (timezone(timedelta(hours=5, minutes=30))))
show(lambda: (str(timezone(timedelta(hours=-5)))))
show(lambda: (datetime(2024, 1, 5, tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=2)))))
show(lambda: (datetime.fromisoformat("2024-01-05T13:04:05+02:00")))
show(lambda: (datetime.fromisoformat("2024-01-05 13:04")))
show(lambda: (datetime.fromisoformat("nope")))
show(lambda: (datetime.combine(date(2024, 1, 5), time(1, 2))))
show(lambda: (time(1, 2, 3).isoformat()))
show(lambda: (time(25)))
show(lambda: (time(1, 2) < time(2)))
show(lambda: (datetime(2024, 1, 5).timestamp() == datetime(2024, 1, 5).timestamp()))
show(lambda: (datetime.fromtimestamp(0, timezone.utc)))
show(lambda: (datetime(2024, 1, 5, tzinfo=timezone.utc).timestamp()))
show(lambda: (datetime(2024, 1, 5).date(), datetime(2024, 1, 5, 3).time()))
show(lambda: (datetime(2024, 1, 5).replace(year=2023, hour=4)))
show(lambda: (repr(time(1, 2, 3, 4))))
