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
class AI:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        await Aw("t")
        return self.n
async def loop():
    async for x in AI(3):
        if x == 1: continue
        print("x", x)
    else:
        print("else")
    async for x in AI(5):
        if x == 3: break
    else: print("no")
    return [y async for y in AI(2)], {k: 1 async for k in AI(2)}, {k async for k in AI(2) if k}
print(run(loop()))
