print("{} {} {}".format(1, "a", 2.5))
print("{1} {0} {1}".format("a", "b"))
print("{name} {0[1]} {point.real} {d[key]}".format([1, 2], name="n", point=5, d={"key": "v"}))
print("{:>5}|{:<5}|{:^5}|{:05d}".format("a", "b", "c", 42))
print("{0!r} {0!s} {0!a}".format("é'"))
print("{{}} {{{}}}".format(1))
print("{:{}.{}f}|{:{width}}".format(3.14159, 10, 2, "x", width=4))
for template, arguments in (("{} {}", (1,)), ("{2}", (1, 2)), ("{a}", ()), ("{", ()), ("}", ()), ("{0} {}", (1, 2)), ("{!x}", (1,)), ("{:d}", ("a",)), ("{0[5]}", ([1],)), ("{0.foo}", (1,))):
    try:
        print(template.format(*arguments))
    except (IndexError, KeyError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)
print("{0:{1}}".format(5, "03d"), "{:,}".format(1234567), "{:.3}".format("abcdef"), "{:%}".format(0.5))
