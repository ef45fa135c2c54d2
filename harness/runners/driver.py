"""Runs one workload on a Python runtime (CPython, PyPy, any other) and answers the harness.

Speaks the worker protocol of harness/README.md: one JSON request on stdin, JSON event lines on stdout. What the
program prints goes nowhere; the timed region holds `str(run(size))` and nothing else; events are held back until the
loop is over. CPython parses and compiles in one step, so there is no `parse` phase: splitting it would measure the
`ast` module instead.
"""
import time

MAIN_NS = time.monotonic_ns()

import json
import os
import sys

protocol = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
null = os.open(os.devnull, os.O_WRONLY)
os.dup2(null, 1)


def emit(event, **fields):
    protocol.write(json.dumps({"event": event, **fields}) + "\n")


def fail(kind, message):
    emit("error", kind=kind, message=message)
    protocol.flush()
    sys.stderr.flush()
    os._exit(1)


def peak_rss_bytes():
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def last_line(error):
    import traceback

    return "".join(traceback.format_exception_only(type(error), error)).strip().splitlines()[-1]


def load(path):
    """Reads, compiles and runs the module's body, telling how long each step took."""
    import types

    clock = time.perf_counter_ns
    start = clock()
    with open(path, "rb") as file:
        source = file.read()
    read = clock()
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        fail("syntax", last_line(error))
    compiled = clock()
    module = types.ModuleType("main")
    module.__file__ = path
    sys.modules["main"] = module
    sys.path[0] = os.path.dirname(path)
    sys.argv = [path]
    exec(code, module.__dict__)
    loaded = clock()
    for name, begin, end in (("read", start, read), ("compile", read, compiled), ("load", compiled, loaded)):
        emit("phase", name=name, wall_ns=end - begin)
    return module


def iterate(run, size, count, budget_ns):
    """The timed loop: a list of (wall, cpu, digest) and the last result text."""
    import hashlib

    wall, cpu = time.perf_counter_ns, time.thread_time_ns
    rows = []
    spent = 0
    while True:
        cpu_start = cpu()
        start = wall()
        text = str(run(size))
        end = wall()
        cpu_end = cpu()
        rows.append((end - start, cpu_end - cpu_start, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()))
        spent += end - start
        if len(rows) >= count or (budget_ns and spent >= budget_ns):
            return rows, text


def main():
    emit("main", monotonic_ns=MAIN_NS)
    protocol.flush()
    request = json.loads(sys.stdin.readline())
    if request.get("protocol") != 1:
        fail("protocol", "this driver speaks protocol 1")
    try:
        module = load(request["path"])
        run = getattr(module, request["entry"])
        rows, text = iterate(run, request["size"], max(1, request["iterations"]), request["time_budget_ms"] * 1_000_000)
    except BaseException as error:
        import traceback

        traceback.print_exc()
        fail("program", last_line(error))
    for index, (wall_ns, cpu_ns, digest) in enumerate(rows):
        emit("iteration", index=index, wall_ns=wall_ns, cpu_ns=cpu_ns, digest=digest)
    emit("result", text=text[:400], bytes=len(text.encode("utf-8", "surrogatepass")))
    emit("end", monotonic_ns=time.monotonic_ns(), peak_rss_bytes=peak_rss_bytes())
    protocol.flush()


main()
