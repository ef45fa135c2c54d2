//! The driver by tail calls goes on by jumps: a handler whose jump became a call would leave something on the native stack
//! each time it is executed. The programs here execute each kind of handler far more often than the stack has room for,
//! by its fast half and, with operands of other types, as a whole. (Under the driver by `match` they cannot fail.)

use std::rc::Rc;

use bytecode_vm::BytecodeVm;
use runtime::{Engine, Options, Runtime, Value};

/// Bytes of native stack; a lost jump takes at least sixteen an iteration.
const STACK: usize = 128 << 10;

/// Runs `body` 20,000 times after `setup`, inside a function.
fn check(setup: &str, body: &str) {
    let indented = |text: &str, by: &str| text.lines().map(|line| format!("{by}{line}\n")).collect::<String>();
    let source =
        format!("{}def main():\n    for i in range(20000):\n{}main()\nresult = 'done'\n", indented(setup, ""), indented(body, "        "));
    let vm = Rc::new(BytecodeVm::new());
    let mut rt = Runtime::new(Options::default());
    rt.set_engine(Rc::clone(&vm) as Rc<dyn Engine>);
    let text = rt.enter(STACK, |rt| {
        let module = rt.new_module("__main__");
        rt.permanent.push(module.into());
        if rt.run_source(source.as_bytes(), "test.py", module.dict).is_err() {
            return rt.report_uncaught().1;
        }
        let name = rt.intern("result");
        let value = module.dict.get_str(name).unwrap_or(Value::NONE);
        rt.str(value).map(|text| text.to_rust()).unwrap_or_default()
    });
    assert_eq!(text, "done", "{source}");
}

#[test]
fn arithmetic() {
    for operand in ["i", "i * 0.5", "i + 2 ** 60", "i % 2 == 0", "One()"] {
        let setup = "class One:\n    def same(self, other):\n        return self\n    __add__ = __radd__ = __sub__ = __rsub__ = same\n    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = same\n    def __bool__(self):\n        return True\n    def __neg__(self):\n        return self";
        check(
            setup,
            &format!(
                "a = {operand}\nb = a + a\nb = a - a\nb = a * a\nb = a + 1\nb = 1 - a\nb = a * 3\nb = a + 0.5\nb = a * 0.5\nb = -a\nb = not a\nb = a / 2\nb += a"
            ),
        );
    }
    for operand in ["i", "i + 2 ** 60", "i % 2 == 0"] {
        check(
            "",
            &format!(
                "a = {operand}\nb = a // 3\nb = a % 7\nb = a << 1\nb = a >> 1\nb = a & 5\nb = a | 5\nb = a ^ 5\nb = ~a\nb = a ** 2\nk = 3\nb = a // k\nb = a % k\nb = a << k\nb = a >> k\nb = a & k\nb = a | k\nb = a ^ k\nb = +a"
            ),
        );
    }
}

#[test]
fn comparisons_and_jumps() {
    for (a, b) in [("i", "i + 1"), ("i * 0.5", "i * 0.25"), ("'a'", "'b'"), ("[i]", "[i, 1]"), ("i", "2 ** 60")] {
        check(
            "",
            &format!(
                "a = {a}\nb = {b}\nc = a < b\nc = a <= b\nc = a == b\nc = a != b\nc = a > b\nc = a >= b\nif a < b: c = 1\nif a <= b: c = 1\nif a == b: c = 1\nif a != b: c = 1\nif a > b: c = 1\nif a >= b: c = 1\nc = a is b\nc = a is not b\nif a is b: c = 1\nif a: c = 1\nif not a: c = 1\nif a is None: c = 1\nif a is not None: c = 1\nn = 3\nwhile n: n -= 1\nc = a in [b]\nc = a not in (b, 1)"
            ),
        );
    }
}

#[test]
fn attributes_and_calls() {
    let setup = "class A:\n    z = 5\n    def __init__(self, x):\n        self.x = x\n    def get(self):\n        return self.x\n    @property\n    def p(self):\n        return self.x\n    @classmethod\n    def c(cls, k=1, *rest, **more):\n        return k\nclass B(A):\n    def get(self):\n        return super().get()\nclass C(A):\n    def __init__(self):\n        super().__init__(1)\nclass D:\n    pass\nimport math\ndef f(x, y=2):\n    return x\ndef g(*xs, **ks):\n    return xs\ncount = 0";
    check(
        setup,
        "a = (A(1), B(2), C())[i % 3]\na.x = i\na.y = i\nb = a.x + a.z + A.z + a.get() + a.p + A.c() + math.floor(2.5)\nf(1)\nf(1, 2)\nf(x=1)\ng(1, k=2)\ng(*[1], **{'k': 2})\nd = D()\nd.a = 1\ndel d.a\nlen([1])\nm = a.get\nm()\nglobal count\ncount += 1\n(lambda: i)()\nfor e in (lambda n: n)((1, 2)): pass",
    );
}

#[test]
fn containers_and_loops() {
    let setup = "def numbers(n):\n    for k in range(n):\n        yield k\ndef both(n):\n    yield from numbers(n)\nclass It:\n    def __iter__(self):\n        self.n = 0\n        return self\n    def __next__(self):\n        self.n += 1\n        if self.n > 2:\n            raise StopIteration\n        return self.n\nd = {i: i for i in range(10)}";
    check(
        setup,
        "t = (1, i)\nl = [1, i, t]\ns = {1, i}\nm = {'a': i, 1: t}\nl[0] = l[1]\nl[i % 3] = l[-1]\nm['a'] = m[1]\nx, y = t\nx, y, z = l\nx, *y = l\nq = 'abc'[i % 3] + 'abcdef'[1:3]\nl[1:2] = l[:1]\ndel l[0]\nw = [v for v in range(3) if v]\nw = {v: v for v in w}\nw = {v for v in w}\nfor k, v in d.items(): pass\nfor k, v in enumerate(t): pass\nfor k, v in zip(t, t): pass\nfor k in both(3): pass\nfor k in It(): pass\nfor k in 'ab': pass\nlist(numbers(2))\nu = f'{i} {i:>3}'\ndef inner():\n    nonlocal u\n    u = i\n    return u\ninner()",
    );
}

#[test]
fn exceptions() {
    let setup = "def fail(n):\n    if n == 0:\n        raise ValueError(n)\n    return fail(n - 1)\nclass M:\n    def __enter__(self):\n        return self\n    def __exit__(self, *what):\n        return True";
    check(
        setup,
        "try:\n    fail(3)\nexcept KeyError:\n    pass\nexcept ValueError as e:\n    pass\nfinally:\n    a = 1\ntry:\n    [][1]\nexcept IndexError:\n    pass\nwith M():\n    {}[1]\nassert i >= 0",
    );
}
