//! Operations on numbers against what CPython gives (tests/data/numbers.tsv, written by numbers.py beside it).

use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::exception::Exception;
use crate::object::module::Module;
use crate::ops::{BinaryOp, CompareOp};
use crate::runtime::Options;
use crate::value::{Result, Value};

const TABLE: &str = include_str!("../../../tests/data/numbers.tsv");

struct World {
    rt: Runtime,
    math: Gc<Module>,
    random: Gc<Module>,
    /// Seed text and generator of the draws so far.
    generator: Option<(String, Value)>,
}

impl World {
    fn builtin(&mut self, name: &str) -> Value {
        let key = self.rt.intern(name);
        self.rt.builtins.get_str(key).expect("a builtin of this name")
    }

    fn argument(&mut self, text: &str) -> Value {
        let (tag, body) = text.split_once(':').expect("tagged");
        let class = match tag {
            "n" => return Value::NONE,
            "b" => return Value::bool(body == "True"),
            "s" => return self.rt.str_value(&body.replace("\\s", " ")),
            "i" => "int",
            "f" => "float",
            _ => "complex",
        };
        let (class, text) = (self.builtin(class), self.rt.str_value(body));
        self.rt.call(class, &[text]).expect("a literal")
    }

    fn run(&mut self, kind: &str, name: &str, texts: &[&str]) -> Result {
        let args: Vec<Value> = texts.iter().map(|t| self.argument(t)).collect();
        match kind {
            "binary" => {
                let symbols = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"];
                let op = BinaryOp::ALL[symbols.iter().position(|s| *s == name).expect("an operator")];
                self.rt.binary(op, args[0], args[1])
            }
            "compare" => {
                let op = CompareOp::ALL.into_iter().find(|o| o.symbol() == name).expect("an operator");
                self.rt.compare(op, args[0], args[1])
            }
            "draw" => {
                let class = self.attribute(self.random, "Random");
                if self.generator.as_ref().is_none_or(|(seed, _)| seed != texts[0]) {
                    let generator = self.rt.call(class, &args[..1])?;
                    self.rt.permanent.push(generator);
                    self.generator = Some((texts[0].to_string(), generator));
                }
                let generator = self.generator.as_ref().map_or(Value::NONE, |g| g.1);
                let name = self.rt.intern(name);
                self.rt.call_method(generator, name, &args[1..])
            }
            _ => {
                let function = if kind == "math" { self.attribute(self.math, name) } else { self.builtin(name) };
                self.rt.call(function, &args)
            }
        }
    }

    fn attribute(&mut self, module: Gc<Module>, name: &str) -> Value {
        let key = self.rt.intern(name);
        module.dict.get_str(key).expect("an attribute of this name")
    }

    fn text(&mut self, result: Result) -> String {
        match result.and_then(|v| self.rt.repr(v)) {
            Ok(s) => s.to_rust(),
            Err(_) => {
                let exception = self.rt.take_pending();
                let class: Gc<Class> = self.rt.class_of(exception);
                let text = self.rt.str(exception).map(|s| s.to_rust()).unwrap_or_default();
                assert!(exception.as_object::<Exception>().is_some());
                format!("{}: {text}", class.name_text())
            }
        }
    }
}

#[test]
fn numbers_behave_as_in_cpython() {
    let mut rt = Runtime::new(Options::default());
    let math = crate::modules::math::create(&mut rt).expect("math");
    let random = crate::modules::random::create(&mut rt).expect("random");
    let mut world = World { rt, math, random, generator: None };
    let mut wrong = Vec::new();
    for line in TABLE.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, name, args, expected] = fields[..] else { panic!("four fields: {line}") };
        let texts: Vec<&str> = args.split(' ').filter(|t| !t.is_empty()).collect();
        let result = world.run(kind, name, &texts);
        let text = world.text(result).replace('\n', "\\n");
        if text != expected {
            wrong.push(format!("{kind} {name} {args}: {text}, CPython: {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows differ:\n{}", wrong.len(), TABLE.lines().count(), wrong[..wrong.len().min(60)].join("\n"));
}
