import asyncio
async def w(n, d):
    await asyncio.sleep(d); print("w", n); return n
async def main():
    print(await asyncio.gather(w(1, .2), w(2, .1), w(3, 0)))
    t = asyncio.create_task(w(4, .01), name="tt"); print(t.get_name(), t.done()); print(await t, t.done(), t.result())
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(w(5, .2)); b = tg.create_task(w(6, .05))
    print(a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(w(7, 9)); tg.create_task(bad())
    except* ValueError as eg: print(repr(eg), eg.exceptions)
    try: await asyncio.wait_for(w(8, 9), .05)
    except asyncio.TimeoutError: print("timeout")
    q = asyncio.Queue(2)
    async def prod():
        for i in range(5): await q.put(i); print("put", i)
    async def cons():
        for i in range(5): print("got", await q.get()); q.task_done()
    await asyncio.gather(prod(), cons()); await q.join()
    ev = asyncio.Event()
    async def waiter(): await ev.wait(); print("ev")
    x = asyncio.create_task(waiter()); await asyncio.sleep(0); ev.set(); await x
    lock = asyncio.Lock()
    async def crit(i):
        async with lock: print("in", i); await asyncio.sleep(0); print("out", i)
    await asyncio.gather(*(crit(i) for i in range(3)))
    sem = asyncio.Semaphore(2)
    async def s(i):
        async with sem: print("s", i); await asyncio.sleep(.001)
    await asyncio.gather(*map(s, range(4)))
    done, pend = await asyncio.wait([asyncio.create_task(w(9, .05)), asyncio.create_task(w(10, 5))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pend))
    for p in pend: p.cancel()
    r = await asyncio.gather(bad(), w(11, 0), return_exceptions=True); print(r)
    for c in asyncio.as_completed([w(12, .3), w(13, .05)]): print(await c)
    t = asyncio.create_task(w(14, 1)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError as e: print("cancelled", t.cancelled(), e.args)
    print(asyncio.iscoroutinefunction(main), asyncio.current_task() is not None, len(asyncio.all_tasks()))
    f = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon(f.set_result, 7); print(await f)
    print(await asyncio.shield(w(15, 0)))
    c = asyncio.Condition()
    async def cw():
        async with c: await c.wait(); print("cond")
    x = asyncio.create_task(cw()); await asyncio.sleep(0)
    async with c: c.notify_all()
    await x
async def bad(): raise ValueError("bad")
asyncio.run(main())
try: asyncio.run(bad())
except ValueError as e: print(e)
loop = asyncio.new_event_loop(); print(loop.run_until_complete(w(16, 0))); loop.close()
