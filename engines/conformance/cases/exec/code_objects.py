c = compile("1 + 2", "<s>", "eval")
print(eval(c), c.co_filename, c.co_name)
c = compile("for i in range(3):\n    print(i)", "f.py", "exec")
exec(c)
print(eval(compile("3\n", "x", "single")))
exec(compile("5 + 5\nNone\n'x'", "x", "exec"))
exec("x = 10")
print(x)
code = compile("w = 1", "a", "exec")
for i in range(3):
    d = {}
    exec(code, d); print(d["w"])
print(eval("lambda: 5")())
