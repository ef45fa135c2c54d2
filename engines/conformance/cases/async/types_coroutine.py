def run(co):
    try:
        v = None
        while True:
            v = co.send(v)
            print("yielded", v)
            v = v * 2 if isinstance(v, int) else v
    except StopIteration as e: return e.value
import types
@types.coroutine
def legacy():
    r = yield 1
    return r
async def ul(): return await legacy()
print(run(ul()))
