print("second starts")
import first

seen = first.value
value = "second"


def from_first():
    return first.value


try:
    from first import get
except ImportError as error:
    print(str(error).split(" (")[0])
print("second ends")
