import queue
q = queue.Queue()
for x in (3, 1, 2): q.put(x)
print(q.qsize(), q.empty(), q.full(), [q.get() for _ in range(3)], q.empty())
l = queue.LifoQueue(); [l.put(x) for x in 'abc']; print([l.get() for _ in range(3)])
p = queue.PriorityQueue(); [p.put(x) for x in ((2, 'b'), (1, 'z'), (2, 'a'))]; print([p.get() for _ in range(3)])
b = queue.Queue(maxsize=2); b.put(1); b.put_nowait(2); print(b.full(), b.maxsize)
for f in (lambda: b.put_nowait(3), lambda: b.put(3, block=False), lambda: b.put(3, timeout=0.01), lambda: b.put(3, timeout=-1)):
    try: f()
    except (queue.Full, ValueError) as e: print(type(e).__name__, e)
b.get(); b.get()
for f in (lambda: b.get_nowait(), lambda: b.get(False), lambda: b.get(timeout=0.01), lambda: b.get(timeout=-1)):
    try: f()
    except (queue.Empty, ValueError) as e: print(type(e).__name__, e)
t = queue.Queue(); t.put(1); t.get(); t.task_done(); t.join()
try: t.task_done()
except ValueError as e: print(e)
s = queue.SimpleQueue(); s.put(5); print(s.get(), s.empty(), s.qsize())
print(issubclass(queue.Empty, Exception), issubclass(queue.LifoQueue, queue.Queue), queue.Empty.__module__ in ('_queue', 'queue'))
