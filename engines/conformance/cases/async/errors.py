class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return r
async def f(x):
    a = await Aw(x)
    b = await Aw(a + 1)
    return a + b
def run(co):
    try:
        v = None
        while True:
            v = co.send(v)
            print("yielded", v)
            v = v * 2 if isinstance(v, int) else v
    except StopIteration as e: return e.value
async def ag(n):
    for i in range(n):
        await Aw("s")
        got = yield i
        if got: print("got", got)
async def bad():
    await 5
async def bad2():
    async for x in 5: pass
async def bad3():
    async with 5: pass
async def bad4():
    raise StopIteration(3)
for b in (bad, bad2, bad3, bad4):
    try: run(b())
    except Exception as e: print(type(e).__name__, e)
co = f(1)
print(type(co).__name__, co.__name__, co.__qualname__, co.cr_running)
co.close()
co = f(1)
try:
    for x in co: pass
except TypeError as e: print(e)
try: next(co)
except TypeError as e: print(e)
co.close()
try: iter(ag(1))
except TypeError as e: print(e)
