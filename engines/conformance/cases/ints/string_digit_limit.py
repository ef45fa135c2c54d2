print(len(str(10 ** 4299)))
try:
    str(10 ** 4300)
except ValueError as error:
    print(error)
try:
    int("1" * 4301)
except ValueError as error:
    print(error)
print(int("1" * 4300) % 1000007)
print(len(hex(10 ** 5000)), (10 ** 5000).bit_length())
try:
    print(f"{10 ** 4300}")
except ValueError as error:
    print(error)
