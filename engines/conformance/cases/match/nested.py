match (1, 2, 3):
    case [a, (2 | 7) as b, c]:
        print(a, b, c)
match [1, [2, [3, 4]]]:
    case [x, [y, [*z]]]: print(x, y, z)
import collections
match collections.OrderedDict(a=1):
    case {"a": n}: print("od", n)
match collections.deque([1, 2]):
    case [p, q]: print("dq", p, q)
for cmd in ["go north", "quit", "drop a b c", ""]:
    match cmd.split():
        case ["go", ("north" | "south") as d]: print("going", d)
        case ["quit"]: print("bye")
        case ["drop", *objs]: print("dropping", objs)
        case _: print("?", cmd)
match = 5
case = 6
print(match, case)
