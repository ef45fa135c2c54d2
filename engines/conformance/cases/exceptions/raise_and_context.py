import sys

try:
    try:
        raise ValueError("first")
    except ValueError as error:
        raise TypeError("second")
except TypeError as error:
    print(repr(error.__context__), repr(error.__cause__), error.__suppress_context__)
try:
    try:
        {}["k"]
    except KeyError as error:
        raise RuntimeError("wrapped") from error
except RuntimeError as error:
    print(repr(error.__context__), repr(error.__cause__), error.__suppress_context__)
try:
    raise ValueError("x") from None
except ValueError as error:
    print(error.__cause__, error.__suppress_context__)
try:
    raise
except RuntimeError as error:
    print(error)
for bad in (5, None, "text", int):
    try:
        raise bad
    except TypeError as error:
        print(error)
try:
    raise ValueError from 5
except TypeError as error:
    print(error)


def reraise():
    try:
        raise ValueError("again")
    except ValueError:
        print(sys.exc_info()[0].__name__)
        raise


try:
    reraise()
except ValueError as error:
    print(error, sys.exc_info()[1] is error)
print(sys.exc_info())
try:
    error
except NameError as problem:
    print(problem)
try:
    try:
        1 / 0
    except 5:
        pass
except TypeError as problem:
    print(problem)
