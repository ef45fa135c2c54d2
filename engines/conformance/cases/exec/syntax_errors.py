for src in ["match 1:\n case x: pass\n case 1: pass", "match 1:\n case _: pass\n case 1: pass", "match 1:\n case [x, x]: pass", "match 1:\n case x | 1: pass", "match 1:\n case (1, x) | 2: pass", "match 1:\n case {'a': 1, 'a': 2}: pass", "match 1:\n case int(a=1, a=2): pass", "match 1:\n case [*a, *b]: pass", "x = = 1", "return 1", "a b", "def f(:\n pass", "for", "  x = 1", "if 1:\nx"]:
    try:
        exec(src)
        print("ok", src)
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.filename, e.lineno)
