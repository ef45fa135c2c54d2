for src in ["async def f():\n yield from x", "async def f():\n yield 1\n return 2", "def f():\n await x", "await x", "def f():\n async for x in y: pass", "def f():\n async with y: pass", "def f():\n [x async for x in y]", "async def f():\n return [x async for x in y]", "def f():\n return (x async for x in y)", "lambda: await x", "class A:\n await x"]:
    try: exec(src); print("ok")
    except SyntaxError as e: print(e.msg)
