print("first starts")
value = 1
import second

value = 2


def get():
    return second.from_first()


print("first ends")
