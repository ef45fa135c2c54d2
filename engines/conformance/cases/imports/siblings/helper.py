print("helper runs once")
CONSTANT = 5
counter = 0
_private = 1


def double(x):
    return x * 2


def bump():
    global counter
    counter += 10
    return counter
