//! What the compiler makes of small programs, as the disassembler shows it. A change here is a change of code quality:
//! read it before accepting it (`INSTA_UPDATE=always cargo test -p bytecode`).

fn check(name: &str, source: &str) {
    let program = frontend::compile(source.as_bytes(), "test.py").expect("the snippet is valid");
    let module = bytecode::compile(&program).expect("the snippet is small");
    if let Err(error) = bytecode::verify(&module) {
        panic!("{error}\n{}", bytecode::disassemble(&module, Some(source)));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, bytecode::disassemble(&module, Some(source)));
    });
}

macro_rules! snippets {
    ($($name:ident = $source:literal;)*) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), $source);
        }
    )*};
}

snippets! {
    arithmetic_with_immediates_and_constants = "def f(a, b):\n    return (a + 1) * 2.5 - (3 - b) // 7 + -a ** 2\n";
    constants_are_folded = "x = 60 * 60 * 24\ny = -1.5\nz = (1, (2, 'a'))\nw = 1 / 0\n";
    range_loop_with_break_and_else = "def f(n):\n    for i in range(2, n):\n        if n % i == 0:\n            break\n    else:\n        return True\n    return i\n";
    while_loop_tests_at_the_bottom = "def f(n):\n    s = 0\n    while n > 0 and s < 100:\n        n -= 1\n        if n & 1:\n            continue\n        s += n\n    return s\n";
    loop_constants_get_registers = "def f(xs, d):\n    for x in xs:\n        d['total'] = 1.5 - x\n";
    conditions_become_jumps = "def f(a, b, c):\n    if not a is None and (b < c or a == 'x') and 0 < b <= 9:\n        return b\n    return c if a in (1, 2) else None\n";
    values_of_and_or = "def f(a, b):\n    x = a or b and a\n    a = a and b\n    return x, a\n";
    swap_needs_one_copy = "def f(a, b, c):\n    a, b = b, a\n    a, b, c = b, c, a + b\n    (a, b), *c = c\n    return a\n";
    walrus_copies_the_operand = "def f(x):\n    return x + (x := 2) + x\n";
    calls_of_all_kinds = "def f(g, a, *b, **c):\n    g(a, 1)\n    g(a, k=1)\n    g(*b)\n    g(a, *b, k=1, **c)\n    a.m(1)\n    a.m(g())\n    a.m(g(), k=2)\n    return a.m(*b)\n";
    attribute_and_item_updates = "def f(o, i, v):\n    o.x += v\n    o.y[i] -= 1\n    o.z[0] = v\n    del o.z[i], o.x\n";
    unbound_checks_only_where_needed = "def f(a):\n    if a:\n        x = 1\n    else:\n        y = 2\n    print(x)\n    print(x)\n    for z in a:\n        pass\n    return z\n";
    try_except_finally = "def f(g):\n    try:\n        return g()\n    except (ValueError, TypeError) as e:\n        print(e)\n        raise\n    except KeyError:\n        pass\n    else:\n        g()\n    finally:\n        g.close()\n";
    with_in_a_loop = "def f(xs):\n    for x in xs:\n        with x.lock() as y, x:\n            if y:\n                break\n            continue\n";
    generator_and_delegation = "def f(xs):\n    got = yield 1\n    yield from xs\n    return (yield got)\n";
    comprehensions_are_inlined = "def f(xs):\n    return [x + y for x in xs if x for y in range(x)], {x: 1 for x in xs}, {x for x in xs}\n";
    closures_share_cells = "def f(a):\n    n = 0\n    def g(b):\n        nonlocal n\n        n += a + b\n        return lambda: n\n    return g, [lambda: i for i in range(3)]\n";
    class_with_super = "@deco\nclass C(Base, metaclass=M):\n    'doc'\n    limit: int = 3\n    def __init__(self, x=1, *, y=[2]):\n        super().__init__(x)\n        self.y = y\n";
    fstrings = "def f(a, b):\n    return f'{a}', f'<{a!r:>{b}}|{b:.2f}>'\n";
    imports = "import os.path\nimport os.path as p\nfrom . import x\nfrom a.b import c as d, e\nfrom m import *\n";
    displays_with_stars = "def f(a, b):\n    return [1, 2, 3], [a, *b, 1], (*a, b), {*a, 1}, {'k': a, **b, 'l': 1}\n";
    deletions_and_globals = "def f():\n    global g\n    g = 1\n    del g\n    x = 1\n    del x\n    return x\n";
    dead_code_is_left_out = "def f(a):\n    while True:\n        if a:\n            return 1\n        a = g()\n    print('never')\n";
    decorators_and_annotations = "@a\n@b(1)\ndef f(x: int, y: 'str' = None) -> bool:\n    z: int = x\n    assert z, 'message'\n    return z\nv: int\n";
}
