"""The part of `pyperf` that awaits: apart, so that scripts without coroutines load none."""

import asyncio


def once(func, args):
    """What one call gives."""

    async def run():
        return await func(*args)

    return asyncio.run(run())


def timed(func, args, loops, clock):
    """Seconds that `loops` calls take in one event loop."""

    async def run():
        elapsed = 0.0
        for _ in range(loops):
            start = clock()
            await func(*args)
            elapsed += clock() - start
        return elapsed

    return asyncio.run(run())
