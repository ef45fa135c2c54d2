"""Runs programs that others wrote on CPython and on our engines, and says which print the same.

usage: compare.py SPECTRUM CORPUS=DIR... [--engines A,B] [--jobs N] [--only TEXT] [--least PERCENT] [--outside FILE]

Corpora, each an unpacked wheel of that name from PyPI, never part of this repository:
    pyperformance  benchmarks, run by our `pyperf` with `--digest`, which prints what they compute instead of times
    algorithms     files with doctests, each made a program that prints what its examples give
    transcrypt     tests of language features, with an `autoTester` that prints what they check
    doctests       any folder of Python files with doctests
--outside FILE names programs that are not promised, with what they need; they do not count, and one that is identical all the
same is an error.
A program counts when CPython runs it to the end twice, with two hash seeds, and prints the same.
Exit code 1 when fewer than PERCENT of the programs of a corpus are identical on all engines.
"""

import argparse
import ast
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[3]
MODULES = ROOT / "engines/runtime/src/modules/python"
# Seconds for one program: more on ours, which share the machine with each other.
ORACLE_LIMIT, LIMIT = 20, 120

# What no CPython 3.11 installation has, so that what prints the digests is the same everywhere.
SHARED = {"pyperf.py": "pyperf.py", "_pyperf_async.py": "pyperf_async.py"}

AUTO_TESTER = '''\
import sys
sys.path[:0] = {path!r}
class AutoTester:
    def check(self, *values):
        print(*[sorted(v, key=str) if isinstance(v, (set, frozenset)) else v for v in values])
    def expectException(self, function):
        try:
            function()
            print("no exception")
        except Exception as error:
            print(type(error).__name__)
import {name}
{name}.run(AutoTester())
'''
BROWSER_STUB = '''\
def __pragma__(*args): return False
def __new__(value): return value
class __envir__: interpreter_name = "python"; executor_name = "python"; transpiler_name = "none"
def __symbols__(): return []
'''
DOCTEST_HEAD = '''\
def _show(value):
    if value is not None:
        print(repr(value))
def _failed(error):
    print(type(error).__name__, error)
'''


class Program:
    """A script in a folder, with arguments."""

    def __init__(self, name, folder, script, arguments=()):
        self.name, self.folder, self.script, self.arguments = name, folder, script, list(arguments)


def pyperformance(root, work):
    for folder in sorted(root.glob("**/data-files/benchmarks/bm_*")):
        if (folder / "run_benchmark.py").is_file():
            project = folder / "pyproject.toml"
            table = tomllib.loads(project.read_text()) if project.is_file() else {}
            options = table.get("tool", {}).get("pyperformance", {}).get("extra_opts", [])
            yield Program(folder.name.removeprefix("bm_"), folder, "run_benchmark.py", ["--digest", *options])


def transcrypt(root, work):
    stub = work / "stub/org/transcrypt/stubs"
    stub.mkdir(parents=True)
    (stub / "browser.py").write_text(BROWSER_STUB)
    for folder in sorted(root.glob("**/automated_tests/transcrypt/*")):
        init = folder / "__init__.py"
        if init.is_file() and "def run" in init.read_text(encoding="utf-8"):
            path = [str(work / "stub"), str(folder.parent)]
            script = work / f"transcrypt_{folder.name}.py"
            script.write_text(AUTO_TESTER.format(path=path, name=folder.name))
            yield Program(folder.name, work, script.name)


def doctests(root, work):
    parents = [str(root)]
    for file in sorted(root.rglob("*.py")):
        try:
            text = file.read_text(encoding="utf-8")
            program = doctest_program(text, file) if ">>>" in text else None
        except (UnicodeDecodeError, SyntaxError, ValueError, RecursionError):
            continue
        if program:
            name = str(file.relative_to(root).with_suffix("")).replace("/", ".")
            script = work / (name + ".doctest.py")
            script.write_text(f"import sys\nsys.path[:0] = {parents + [str(file.parent)]!r}\n" + program)
            yield Program(name, file.parent, str(script))


def doctest_program(text, file):
    """The file without its main part, followed by its examples, each list of them in a function of its own."""
    import doctest
    tree = ast.parse(text)
    # The future statement must be first, the main part is not run.
    future = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "__future__"]
    body = [n for n in tree.body if n not in future and not is_main(n)]
    docs = [ast.get_docstring(n) for n in ast.walk(tree)
            if isinstance(n, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))]
    parser = doctest.DocTestParser()
    parts = []
    for index, doc in enumerate(d for d in docs if d and ">>>" in d):
        lines = [f"def _examples_{index}():"]
        for example in parser.get_examples(doc):
            if doctest.SKIP in example.options or "import *" in example.source or "pragma" in example.source:
                continue
            nodes = ast.parse(example.source).body
            if len(nodes) == 1 and isinstance(nodes[0], ast.Expr):
                source = f"_show({ast.unparse(nodes[0].value)})"
            else:
                source = "\n".join(ast.unparse(n) for n in nodes)
            lines.append("    try:")
            lines += ["        " + line for line in (source or "pass").splitlines()]
            lines.append("    except Exception as _error:\n        _failed(_error)")
        if len(lines) > 1:
            parts.append("\n".join(lines) + f"\n_examples_{index}()\n")
    if not parts:
        return None
    head = "\n".join(ast.unparse(n) for n in body)
    # Multi-line strings would be changed by the indentation; such examples are rare, both sides run the same text.
    return f"__name__ = {file.stem!r}\n{head}\n{DOCTEST_HEAD}" + "\n".join(parts)


def is_main(node):
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


CORPORA = {"pyperformance": pyperformance, "transcrypt": transcrypt, "algorithms": doctests, "doctests": doctests}


def run(command, folder, limit, environment):
    """Exit code, standard output, last line of standard error."""
    try:
        done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None, b"", f"more than {limit} s"
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return done.returncode, done.stdout, lines[-1] if lines else ""


def oracle(program, shared):
    """What CPython prints, or None with the reason why the program does not count."""
    outputs = []
    for seed in ("1", "2"):
        environment = dict(os.environ, PYTHONHASHSEED=seed, PYTHONPATH=str(shared), PYTHONDONTWRITEBYTECODE="1")
        code, out, error = run([sys.executable, program.script, *program.arguments], program.folder, ORACLE_LIMIT, environment)
        if code != 0:
            return None, error or f"exit code {code}"
        outputs.append(mask(out))
    if outputs[0] != outputs[1]:
        return None, "differs from run to run"
    return outputs[0], ""


def mask(out):
    """Addresses are nobody's business."""
    return re.sub(rb"0x[0-9a-f]{6,}", b"0x", out)


def judge(program, shared, spectrum, engines):
    """`("skip", why)`, `("same", "")` or `("differs", why)`."""
    expected, why = oracle(program, shared)
    if expected is None:
        return "skip", why
    for engine in engines:
        command = [spectrum, "run", program.script, "--engine", engine, *program.arguments]
        code, out, error = run(command, program.folder, LIMIT, dict(os.environ))
        if code != 0:
            return "differs", f"{engine}: {error or f'exit code {code}'}"
        if mask(out) != expected:
            return "differs", f"{engine}: {first_difference(expected, mask(out))}"
    return "same", ""


def first_difference(expected, got):
    for a, b in zip(expected.splitlines() + [b"<end>"], got.splitlines() + [b"<end>"]):
        if a != b:
            return f"expected {a.decode('utf-8', 'replace')[:90]!r}, got {b.decode('utf-8', 'replace')[:90]!r}"
    return "longer or shorter output"


def read_outside(path):
    """Names and needs; `#` begins a comment."""
    lines = [line.split(maxsplit=1) for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return {name: need for name, need in lines}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("spectrum")
    parser.add_argument("corpora", nargs="+", metavar="CORPUS=DIR")
    parser.add_argument("--engines", default="tree-walker,bytecode-vm,cranelift-jit")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="")
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--skipped", action="store_true", help="name the programs that do not count, too")
    parser.add_argument("--outside", type=pathlib.Path, help="lines of a program's name and what it needs")
    options = parser.parse_args()
    listed = read_outside(options.outside) if options.outside else {}
    spectrum = os.path.abspath(options.spectrum)
    engines = options.engines.split(",")
    failed = False
    with tempfile.TemporaryDirectory() as temporary:
        shared = pathlib.Path(temporary) / "shared"
        shared.mkdir()
        for target, source in SHARED.items():
            shutil.copy(MODULES / source, shared / target)
        for given in options.corpora:
            kind, _, folder = given.partition("=")
            work = pathlib.Path(temporary) / kind
            work.mkdir()
            programs = [p for p in CORPORA[kind](pathlib.Path(folder).resolve(), work) if options.only in p.name]
            with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
                verdicts = list(pool.map(lambda p: judge(p, shared, spectrum, engines), programs))
            same = [p.name for p, (verdict, _) in zip(programs, verdicts) if verdict == "same"]
            differing = [(p.name, why) for p, (verdict, why) in zip(programs, verdicts) if verdict == "differs"]
            outside = [(name, listed[name], why) for name, why in differing if name in listed]
            differing = [(name, why) for name, why in differing if name not in listed]
            listed_wrongly = [name for name in same if name in listed]
            skipped = [(p.name, why) for p, (verdict, why) in zip(programs, verdicts) if verdict == "skip"]
            total = len(same) + len(differing)
            print(f"{kind}: {len(same)} of {total} identical on {', '.join(engines)}; {len(skipped)} do not count, {len(outside)} are outside", flush=True)
            for name, why in differing:
                print(f"  differs: {name}: {why}", flush=True)
            for name, need, why in outside:
                print(f"  outside: {name}: needs {need} ({why})", flush=True)
            for name in listed_wrongly:
                print(f"  {name} is listed in {options.outside} and identical: take it off the list", flush=True)
                failed = True
            for name, why in skipped if options.skipped else []:
                print(f"  does not count: {name}: {why}", flush=True)
            if total == 0 or 100 * len(same) < options.least * total:
                print(f"  fewer than {options.least:g} % of at least one program", flush=True)
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
