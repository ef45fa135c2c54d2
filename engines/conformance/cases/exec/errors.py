for bad in [lambda: eval("1 +"), lambda: eval("x = 1"), lambda: exec(5), lambda: compile("1", "f", "bad"), lambda: eval("nope"), lambda: exec("1/0"), lambda: exec("a", 5), lambda: eval("1", 3), lambda: eval("1", {}, 3), lambda: exec(), lambda: eval("  1")]:
    try: print(bad())
    except BaseException as e: print(type(e).__name__, e)
