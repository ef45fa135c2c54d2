"""Runs one workload on a Python runtime (CPython, PyPy, any other) and answers the harness.

Speaks the worker protocol of harness/README.md: one JSON request on stdin, JSON event lines on stdout. What the
program prints goes nowhere; the timed region holds `str(run(size))` and nothing else; events are held back until the
loop is over. CPython parses and compiles in one step, so there is no `parse` phase: splitting it would measure the
`ast` module instead.

Only modules that are in the process anyway are imported before the program has run: `json` or `hashlib` would be
charged to the runtime's start-up and memory. The harness hashes the results; what of a text is no UTF-8 (a lone
surrogate) is hashed here.

With an argument, that file is the program's cached bytecode, as `py_compile` writes it, and is run instead of the source.
"""
import time

MAIN_NS = time.monotonic_ns()

import os
import sys

protocol = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
lines = []


def quote(value):
    """JSON text of a number or a string."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{quote(name)}:{quote(value[name])}" for name in value) + "}"
    if value.isascii() and value.isprintable() and '"' not in value and "\\" not in value:
        return '"' + value + '"'
    import json

    return json.dumps(value)


def emit(event, **fields):
    lines.append("".join([f'{{"event":"{event}"', *(f',"{name}":{quote(fields[name])}' for name in fields), "}\n"]))


def flush():
    rest = "".join(lines).encode("utf-8", "backslashreplace")
    lines.clear()
    while rest:
        rest = rest[os.write(protocol, rest):]


def fail(kind, error):
    import traceback

    text = "".join(traceback.format_exception_only(type(error), error))
    emit("error", kind=kind, message=text.strip().splitlines()[-1])
    flush()
    os._exit(1)


def peak_rss_bytes():
    try:
        with open("/proc/self/status", "rb") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith(b"VmHWM:")), 0)
    except OSError:
        return 0


def bytecode_bytes(code):
    """Bytes of the instructions of a code object and of all inside it."""
    return len(code.co_code) + sum(bytecode_bytes(inner) for inner in code.co_consts if hasattr(inner, "co_code"))


def load(path, cached):
    """Reads, compiles and runs the module's body, telling how long each step took."""
    clock = time.perf_counter_ns
    start = clock()
    with open(cached or path, "rb") as file:
        source = file.read()
    read = clock()
    if cached:
        from marshal import loads

        code = loads(source[16:])  # after magic number, flags, time and size of the source
    else:
        try:
            code = compile(source, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            fail("syntax", error)
    compiled = clock()
    module = type(sys)("main")
    module.__file__ = path
    sys.modules["main"], sys.path[0], sys.argv = module, os.path.dirname(cached or path), [path]
    exec(code, module.__dict__)
    loaded = clock()
    for name, begin, end in (("read", start, read), ("cache" if cached else "compile", read, compiled), ("load", compiled, loaded)):
        emit("phase", name=name, wall_ns=end - begin)
    return module, code


def iterate(run, size, count, budget_ns):
    """The timed loop: a list of (wall, cpu, text), the text only where it differs from the one before."""
    wall, cpu = time.perf_counter_ns, time.thread_time_ns
    rows, spent, previous = [], 0, None
    while True:
        cpu_start, start = cpu(), wall()
        text = str(run(size))
        end, cpu_end = wall(), cpu()
        rows.append((end - start, cpu_end - cpu_start, None if text == previous else text))
        spent += end - start
        previous = text
        if len(rows) >= count or (budget_ns and spent >= budget_ns):
            return rows


def told(text):
    """How a result is told: as text, as digest where it is no UTF-8, not at all where it is the same as before."""
    if text is None:
        return {}
    try:
        text.encode()
    except UnicodeEncodeError:
        from hashlib import sha256

        return {"digest": sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}
    return {"text": text}


def main():
    emit("main", monotonic_ns=MAIN_NS)
    flush()
    # The request is a JSON object of numbers and plain strings, which is a Python literal too.
    request = eval(sys.stdin.readline(), {"__builtins__": {}})
    if request.get("protocol") != 1:
        fail("protocol", ValueError("this driver speaks protocol 1"))
    try:
        module, code = load(request["path"], sys.argv[1] if len(sys.argv) > 1 else None)
        run = getattr(module, request["entry"])
        rows = iterate(run, request["size"], max(1, request["iterations"]), request["time_budget_ms"] * 1_000_000)
    except BaseException as error:
        fail("program", error)
    for index, (wall_ns, cpu_ns, text) in enumerate(rows):
        emit("iteration", index=index, wall_ns=wall_ns, cpu_ns=cpu_ns, **told(text))
    emit("counters", values={"bytecode_bytes": bytecode_bytes(code)})
    emit("end", monotonic_ns=time.monotonic_ns(), peak_rss_bytes=peak_rss_bytes())
    flush()


main()
