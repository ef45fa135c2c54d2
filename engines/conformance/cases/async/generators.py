class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return r
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
async def use():
    async for i in ag(3): print("i", i)
    g = ag(3)
    print(await g.__anext__()); print(await g.asend("hey"))
    try: await g.athrow(ValueError("boom"))
    except ValueError as e: print("caught", e)
    try: await g.__anext__()
    except StopAsyncIteration: print("stopped")
    g = ag(2)
    await g.__anext__()
    await g.aclose()
    print([x async for x in ag(3) if x], sum([x async for x in ag(4)]))
    gen = (x * 2 async for x in ag(3))
    print(type(gen).__name__, [v async for v in gen])
    print([await Aw(q) for q in (1, 2)])
    print(await anext(ag(2)), await anext(ag(0), "dflt"))
    return "done"
print(run(use()))
