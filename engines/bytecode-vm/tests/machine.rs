//! What only this engine can get wrong: native stack use, inline caches, the door for a compiler. Guest semantics are
//! tested by the conformance suite.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use bytecode_vm::BytecodeVm;
use bytecode_vm::code::Code;
use bytecode_vm::context::Context;
use bytecode_vm::tier::{Decision, Entry, Place, Tier};
use runtime::{Engine, Options, Runtime, Value};

/// Runs a program on a native stack of `stack` bytes; gives the text of its global `result` and the engine's counters.
fn run(vm: BytecodeVm, source: &str, stack: usize) -> (String, BTreeMap<&'static str, u64>) {
    let vm = Rc::new(vm);
    let mut rt = Runtime::new(Options::default());
    rt.set_engine(Rc::clone(&vm) as Rc<dyn Engine>);
    let text = rt.enter(stack, |rt| {
        let module = rt.new_module("__main__");
        rt.permanent.push(module.into());
        if rt.run_source(source.as_bytes(), "test.py", module.dict).is_err() {
            return rt.report_uncaught().1;
        }
        let name = rt.intern("result");
        let value = module.dict.get_str(name).unwrap_or(Value::NONE);
        rt.str(value).map(|text| text.to_rust()).unwrap_or_default()
    });
    (text, vm.counters().into_iter().collect())
}

fn check(source: &str, expected: &str) -> BTreeMap<&'static str, u64> {
    let (text, counters) = run(BytecodeVm::new(), source, 1 << 20);
    assert_eq!(text, expected);
    counters
}

#[test]
fn calls_between_python_functions_use_no_native_stack() {
    let source =
        "import sys\nsys.setrecursionlimit(200000)\ndef down(n):\n    return 0 if n == 0 else 1 + down(n - 1)\nresult = down(150000)\n";
    let (text, counters) = run(BytecodeVm::new(), source, 128 << 10);
    assert_eq!(text, "150000");
    assert_eq!(counters["calls_from_native"], 1);
}

#[test]
fn recursion_through_native_code_ends_in_recursion_error() {
    let source = "class C:\n    def __add__(self, other):\n        return self + other\ntry:\n    C() + C()\nexcept RecursionError as e:\n    result = str(e)\n";
    check(source, "maximum recursion depth exceeded");
}

#[test]
fn a_long_loop_keeps_the_native_stack_flat() {
    let (text, _) = run(BytecodeVm::new(), "s = 0\nfor i in range(3000000):\n    s += i & 3\nresult = s\n", 64 << 10);
    assert_eq!(text, "4500000");
}

#[test]
fn monomorphic_sites_miss_rarely() {
    let source = "class P:\n    def __init__(self, x):\n        self.x = x\n    def get(self):\n        return self.x\ns = 0\nfor i in range(20000):\n    s += P(i).get()\nresult = s\n";
    let counters = check(source, "199990000");
    assert!(counters["inline_cache_misses"] < 20, "{counters:?}");
}

#[test]
fn many_shapes_at_one_site_give_the_right_attributes() {
    let source = "class A: pass\nobjects = []\nfor i in range(40):\n    o = A()\n    for k in range(i % 12):\n        setattr(o, 'a' + str(k), k)\n    o.x = i\n    objects.append(o)\ns = 0\nfor n in range(50):\n    for o in objects:\n        s += o.x\n        o.x = o.x\nresult = s\n";
    check(source, "39000");
}

/// Some classes with attributes in different places, and loops that read, write and call through one site each.
const SHAPES: &str = "class A:\n    def __init__(self):\n        self.x = 1\n    def get(self): return self.x\nclass B(A):\n    def __init__(self):\n        self.y = 0\n        self.x = 2\nclass C(A):\n    x = 3\nclass D(A):\n    def get(self): return -self.x\nclass E(D):\n    def __init__(self):\n        self.get = lambda: 5\n        self.x = 4\nobjects = [A(), B(), D(), E(), C.__new__(C)]\ndef total(n):\n    s = 0\n    for i in range(n):\n        for o in objects:\n            s += o.x + o.get()\n            o.z = o\n    return s\n";

#[test]
fn sites_with_several_shapes_hit_further_entries() {
    let counters = check(&format!("{SHAPES}result = total(4000)\n"), "84000");
    assert!(counters["inline_cache_misses"] < 100, "{counters:?}");
    assert!(counters["inline_cache_polymorphic_hits"] > 40_000, "{counters:?}");
}

#[test]
fn the_most_frequent_shape_comes_first_in_the_end() {
    let source = "class A: x = 1\nclass B: x = 2\nclass C: x = 3\ndef total(objects):\n    s = 0\n    for o in objects:\n        s += o.x\n    return s\nresult = total([A(), B(), C()] * 10 + [B()] * 20000)\n";
    let counters = check(source, "40060");
    assert!(counters["inline_cache_polymorphic_hits"] < 200, "{counters:?}");
}

#[test]
fn the_first_instance_of_a_class_has_the_shape_of_the_others() {
    let source = "class B:\n    def __init__(self):\n        self.a = self.b = self.c = 1\n    def more(self):\n        self.d = 2\nclass P(B):\n    def __init__(self):\n        super().__init__()\n        self.e = self.f = self.g = 3\n        self.more()\nobjects = [P() for i in range(10)]\ns = 0\nfor n in range(1000):\n    for o in objects:\n        s += o.g\nresult = s\n";
    let counters = check(source, "30000");
    assert_eq!(counters["inline_cache_polymorphic_hits"], 0, "{counters:?}");
    assert!(counters["inline_cache_misses"] < 5, "{counters:?}");
}

#[test]
fn changes_of_classes_take_effect_at_sites_with_several_shapes() {
    let source = format!(
        "{SHAPES}results = [total(50) / 50]\nD.get = lambda self: 100\nresults.append(total(50) / 50)\nC.x = 7\nresults.append(total(50) / 50)\n\
         A.x = property(lambda self: 10, lambda self, v: None)\nresults.append(total(50) / 50)\nresult = results\n"
    );
    check(&source, "[21.0, 122.0, 130.0, 179.0]");
}

#[test]
fn a_late_property_takes_effect_at_warm_sites() {
    let source = "class C:\n    def __init__(self):\n        self.x = 1\ndef read(o):\n    return o.x\nc = C()\nbefore = [read(c) for i in range(100)][-1]\nC.x = property(lambda self: 99)\nresult = (before, read(c))\n";
    check(source, "(1, 99)");
}

/// A tier that only counts how it is asked.
struct Counting {
    calls: Cell<u32>,
    loops: Cell<u32>,
}

impl Tier for Counting {
    fn first_threshold(&self) -> i32 {
        100
    }
    fn hot(&self, _: &mut Context, _: &Code, place: Place) -> Decision {
        let counter = if matches!(place, Place::Loop(_)) { &self.loops } else { &self.calls };
        counter.set(counter.get() + 1);
        Decision::Wait(100)
    }
    fn loop_entry(&self, _: &Code, _: u32) -> Option<Entry> {
        None
    }
}

#[test]
fn a_tier_is_asked_at_calls_and_at_loop_headers() {
    let tier = Rc::new(Counting { calls: Cell::new(0), loops: Cell::new(0) });
    let source = "def f(x):\n    return x + 1\ns = 0\nfor i in range(1000):\n    s = f(s)\nwhile s > 0:\n    s -= 1\nresult = s\n";
    let (text, _) = run(BytecodeVm::with_tier(Rc::clone(&tier) as Rc<dyn Tier>), source, 1 << 20);
    assert_eq!(text, "0");
    assert!((8..=11).contains(&tier.calls.get()), "{}", tier.calls.get());
    assert!((18..=22).contains(&tier.loops.get()), "{}", tier.loops.get());
}
