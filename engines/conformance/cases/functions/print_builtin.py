import sys

print()
print(1, 2, 3, sep="-", end="!\n")
print("a", "b", sep="")
print("no newline", end="")
print()
print(1, None, True, 2.5, "s", [1, "a"], (1,), {"k": "v"}, sep=" | ")
sys.stdout.write("written\n")
print("x", end="", flush=True)
print("y", sep=None, end=None)
print(*[1, 2, 3], *"ab", sep=",")
print("multi\nline", "tab\t|")
print(print.__name__, print(""))
