def gather(*args):
    return args


def first_rest(first, *rest):
    return first, rest


def forward(function, *args):
    return function(*args)


print(gather(), gather(1), gather(1, 2, 3), gather(*[1, 2], 3, *"ab"))
print(first_rest(1), first_rest(1, 2, 3))
print(forward(max, 1, 5, 3), forward(gather), forward(forward, gather, 1))
print(max(*[3, 1, 2]), [*[1], *(2, 3)] == [1, 2, 3])
try:
    first_rest()
except TypeError as error:
    print(error)


def after(*args, sep="-", end="."):
    return sep.join([str(a) for a in args]) + end


print(after(1, 2), after(1, 2, sep="+"), after(end="!"))
