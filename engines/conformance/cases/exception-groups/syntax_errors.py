for src in ["try: pass\nexcept* ValueError: return", "while 1:\n try: pass\n except* ValueError: break", "def f():\n try: pass\n except* E: return 1"]:
    try: exec(src)
    except SyntaxError as e: print(e.msg)
