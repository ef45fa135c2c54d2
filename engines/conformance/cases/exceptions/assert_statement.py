try:
    assert 1 + 1 == 3
except AssertionError as error:
    print(repr(error), str(error) == "")
try:
    assert [], "empty list"
except AssertionError as error:
    print(repr(error))
try:
    assert 0, (1, 2)
except AssertionError as error:
    print(repr(error), error.args)
assert True, 1 / 0
assert "text"


def check(value):
    assert value > 0, f"{value} is not positive"
    return value


print(check(5))
try:
    check(-1)
except AssertionError as error:
    print(error)
