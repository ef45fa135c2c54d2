import threading
lock = threading.Lock()
with lock: print(lock.locked(), lock.acquire(blocking=False))
print(threading.current_thread().name, threading.active_count(), threading.main_thread() is threading.current_thread())
ev = threading.Event(); ev.set(); print(ev.wait(), ev.is_set())
loc = threading.local(); loc.x = 5; print(loc.x)
r = threading.RLock()
with r:
    with r: print('nested')
s = threading.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(blocking=False))
try: lock.release()
except RuntimeError as e: print(e)
