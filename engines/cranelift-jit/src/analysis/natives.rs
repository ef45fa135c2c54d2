//! Functions written in Rust that instructions have been seen to call, and what calling them gives.
//!
//! Machine code holds no addresses: the functions stand in numbered slots, which stay as they are once given, and what
//! stands there stays alive.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use bytecode::{Insn, Opcode};
use bytecode_vm::code::{BEHIND_MARKER, Cache};
use runtime::object::class::{Class, flags};
use runtime::object::dict::Dict;
use runtime::object::function::{NativeBody, NativeFunction};
use runtime::object::module::Module as ModuleObject;
use runtime::object::string::Str;
use runtime::object::{Gc, Kind};
use runtime::{Runtime, Value};

use super::types::{SMALL, Type, WIDE};

/// Number of slots.
const SLOTS: usize = 4096;

/// Functions that are translated, not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intrinsic {
    /// `len`.
    Len,
    /// `list.append`.
    Append,
    /// `list.pop` without an index.
    Pop,
    /// `abs` of a number.
    Abs,
    /// `min` of several arguments.
    Min,
    /// `max` of several arguments.
    Max,
    /// `divmod` of integers.
    Divmod,
    /// `ord`.
    Ord,
    /// `chr` of an integer.
    Chr,
    /// `math.sqrt`.
    Sqrt,
    /// Any function of `math` that gives a float or raises.
    FloatFunction,
    /// `math.floor` of a number.
    Floor,
    /// `math.ceil` of a number.
    Ceil,
    /// `int` of a number.
    ToInt,
    /// `float` of a number.
    ToFloat,
    /// `next`.
    Next,
    /// `send` of a generator.
    Send,
    /// Another builtin class, or other arguments: called, as an object.
    Construct,
}

/// Where a call's arguments stand.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The register before them.
    pub first: u16,
    /// How many.
    pub count: u16,
}

/// A module's namespace as it was seen.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// Slot of the namespace.
    pub dict: u32,
    /// Its layout.
    pub version: u32,
    /// Slot of the address of the value.
    pub place: u32,
}

/// How the callee is found at run time.
#[derive(Clone, Copy, Debug)]
pub enum Found {
    /// It stands in the register before the arguments.
    Register,
    /// It is a method of the builtin class whose instances have this shape, as the receiver has.
    Method(u32),
    /// It is a module's, as the receiver is.
    Module(Module),
}

/// What an instruction calls or looks up.
#[derive(Clone, Debug)]
pub struct Callee {
    /// Slot of the function.
    pub slot: u32,
    /// How to see that it is that one.
    pub found: Found,
    /// Where the arguments are (of calls).
    pub window: Window,
    /// Which it is.
    pub intrinsic: Option<Intrinsic>,
    /// Address of its body and the arguments that this takes, where it does with these.
    pub body: Option<(u64, u16)>,
}

/// Type of the result of an intrinsic on arguments of these types; `None` if it is called like any other function.
pub fn result_type(intrinsic: Intrinsic, arguments: &[Type]) -> Option<Type> {
    let number = |ty: Type| ty.is_int() || ty == Type::Float;
    match (intrinsic, arguments) {
        (Intrinsic::Len, [_]) => Some(Type::Int(SMALL)),
        (Intrinsic::Append, [_, _]) | (Intrinsic::Pop, [_]) => Some(Type::Boxed),
        (Intrinsic::Abs, [Type::Int(bits)]) if *bits < WIDE => Some(Type::Int(bits + 1)),
        (Intrinsic::Abs, [Type::Float]) => Some(Type::Float),
        (Intrinsic::Min | Intrinsic::Max, [_, _, ..]) if arguments.len() <= 4 => {
            if arguments.iter().all(|ty| *ty == Type::Float) {
                return Some(Type::Float);
            }
            let bits = arguments.iter().map(|ty| if let Type::Int(bits) = ty { Some(*bits) } else { None });
            Some(bits.collect::<Option<Vec<u8>>>().and_then(|all| all.into_iter().max()).map_or(Type::Boxed, Type::Int))
        }
        // Others than small integers leave.
        (Intrinsic::Divmod, [left, right]) => {
            let fits = |ty: &Type| matches!(ty, Type::Boxed) || matches!(ty, Type::Int(bits) if *bits <= SMALL);
            (fits(left) && fits(right)).then_some(Type::Boxed)
        }
        (Intrinsic::Ord, [_]) => Some(Type::Int(21)),
        (Intrinsic::Next, [_] | [_, _]) | (Intrinsic::Send, [_, _]) => Some(Type::Boxed),
        (Intrinsic::Chr, [Type::Int(_)]) => Some(Type::Boxed),
        (Intrinsic::Sqrt, [_]) | (Intrinsic::FloatFunction, _) => Some(Type::Float),
        (Intrinsic::Floor | Intrinsic::Ceil | Intrinsic::ToInt, [Type::Int(bits)]) => Some(Type::Int(*bits)),
        (Intrinsic::Floor | Intrinsic::Ceil | Intrinsic::ToInt, [Type::Float]) => Some(Type::Int(SMALL)),
        (Intrinsic::ToFloat, [ty]) => (number(*ty) || *ty == Type::Boxed).then_some(Type::Float),
        _ => None,
    }
}

/// Which intrinsic a function is.
fn intrinsic_of(rt: &Runtime, function: Gc<NativeFunction>) -> Option<Intrinsic> {
    let name = function.def.name;
    if let Some(class) = function.owner.as_object::<Class>() {
        return match name {
            "append" if class == rt.types.list => Some(Intrinsic::Append),
            "pop" if class == rt.types.list => Some(Intrinsic::Pop),
            "send" if class == rt.types.generator => Some(Intrinsic::Send),
            _ => None,
        };
    }
    let module = function.owner.as_object::<Str>()?;
    if module.eq_rust("builtins") {
        return Some(match name {
            "len" => Intrinsic::Len,
            "abs" => Intrinsic::Abs,
            "min" => Intrinsic::Min,
            "max" => Intrinsic::Max,
            "divmod" => Intrinsic::Divmod,
            "ord" => Intrinsic::Ord,
            "chr" => Intrinsic::Chr,
            "next" => Intrinsic::Next,
            _ => return None,
        });
    }
    if !module.eq_rust("math") {
        return None;
    }
    Some(match name {
        "sqrt" => Intrinsic::Sqrt,
        "floor" => Intrinsic::Floor,
        "ceil" => Intrinsic::Ceil,
        "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "atan2" | "exp" | "log" | "log2" | "log10" | "fabs" | "pow" | "hypot"
        | "fmod" | "copysign" | "radians" | "degrees" | "sinh" | "cosh" | "tanh" => Intrinsic::FloatFunction,
        _ => return None,
    })
}

/// The body of a function, as machine code calls it with so many arguments: those that it takes must all be there, or be left
/// out as the body itself allows.
fn body_of(function: Gc<NativeFunction>, count: u16) -> Option<(u64, u16)> {
    let (address, most) = match function.def.body {
        NativeBody::F1(body) => (body as usize, 1),
        NativeBody::F2(body) => (body as usize, 2),
        NativeBody::F3(body) => (body as usize, 3),
        NativeBody::F4(body) => (body as usize, 4),
        NativeBody::F0(_) | NativeBody::Var(_) => return None,
    };
    (1..=most).contains(&count).then_some(())?;
    (usize::from(count) >= usize::from(function.def.required)).then_some((address as u64, most))
}

/// The slots, and the functions that have one.
pub struct Natives {
    slots: Box<[Cell<u64>]>,
    used: Cell<usize>,
    known: RefCell<HashMap<u64, u32>>,
    places: RefCell<HashMap<u64, u32>>,
    modules: Cell<usize>,
}

impl Natives {
    /// No functions yet.
    pub fn new() -> Natives {
        Natives {
            slots: vec![Cell::new(0); SLOTS].into(),
            used: Cell::new(0),
            known: RefCell::default(),
            places: RefCell::default(),
            modules: Cell::new(usize::MAX),
        }
    }

    /// Address of the first slot.
    pub fn slots(&self) -> *const u64 {
        self.slots.as_ptr().cast()
    }

    /// The slot of a word, given on first asking; `None` when all are taken.
    fn slot(&self, words: &RefCell<HashMap<u64, u32>>, word: u64) -> Option<u32> {
        let mut words = words.borrow_mut();
        if let Some(&slot) = words.get(&word) {
            return Some(slot);
        }
        let slot = self.used.get();
        self.slots.get(slot)?.set(word);
        self.used.set(slot + 1);
        words.insert(word, slot as u32);
        Some(slot as u32)
    }

    /// The slot of a live value, which lives as long as the runtime from now on.
    fn keep(&self, rt: &mut Runtime, value: Value) -> Option<u32> {
        let known = self.known.borrow().get(&value.bits()).copied();
        known.or_else(|| {
            rt.permanent.push(value);
            self.slot(&self.known, value.bits())
        })
    }

    /// Learns of the functions of all modules: what else a call's cache holds may be dead, and is not looked at.
    fn learn_modules(&self, rt: &mut Runtime) {
        if self.modules.get() == rt.modules.len() {
            return;
        }
        self.modules.set(rt.modules.len());
        let mut namespaces: Vec<Gc<Dict>> = vec![rt.builtins];
        for position in 0..rt.modules.entry_count() {
            let module = rt.modules.entry(position).and_then(|(_, value)| value.as_object::<ModuleObject>());
            namespaces.extend(module.map(|module| module.dict));
        }
        for namespace in namespaces {
            for position in 0..namespace.entry_count() {
                let Some((_, value)) = namespace.entry(position) else { continue };
                if value.is_object::<NativeFunction>() {
                    self.keep(rt, value);
                }
            }
        }
        let builtins = rt.builtins;
        for position in 0..builtins.entry_count() {
            let Some((_, value)) = builtins.entry(position) else { continue };
            // `super` looks at its caller.
            if value.as_object::<Class>().is_some_and(|class| class.has(flags::BUILTIN) && class != rt.types.super_) {
                self.keep(rt, value);
            }
        }
    }

    /// What an instruction calls (or, for a look-up, finds), if that is native.
    pub fn callee(&self, rt: &mut Runtime, insn: &Insn, caches: &[Cache]) -> Option<Callee> {
        use Opcode as O;
        let count = u16::from(insn.x);
        let cache = |insn: &Insn| caches[usize::from(insn.c)];
        match insn.op {
            O::CallNative | O::Call => self.in_register(rt, cache(insn).word, Window { first: insn.b, count }),
            O::CallLoadedNative => self.in_register(rt, cache(insn).word, Window { first: insn.b, count: count + 1 }),
            O::CallLoaded if cache(insn).extra == BEHIND_MARKER => {
                self.in_register(rt, cache(insn).word, Window { first: insn.b + 1, count })
            }
            O::CallMethodNative => self.method(rt, cache(insn), Window { first: insn.b, count: count + 1 }),
            O::LoadMethodClass => self.method(rt, cache(insn), Window { first: insn.b, count: 0 }),
            O::CallMethod | O::LoadMethod => self.of_module(rt, cache(insn), Window { first: insn.b + 1, count }),
            _ => None,
        }
    }

    fn in_register(&self, rt: &mut Runtime, word: u64, window: Window) -> Option<Callee> {
        self.learn_modules(rt);
        let slot = self.known.borrow().get(&word).copied()?;
        // SAFETY: words with a slot are live values.
        let value = unsafe { Value::from_bits(word) };
        let intrinsic = match value.as_object::<NativeFunction>() {
            Some(function) => intrinsic_of(rt, function),
            None if value == rt.types.int.into() && window.count == 1 => Some(Intrinsic::ToInt),
            None if value == rt.types.float.into() && window.count == 1 => Some(Intrinsic::ToFloat),
            // Of three arguments, it makes a class in its caller's module.
            None if value == rt.types.type_.into() && window.count != 1 => return None,
            None => Some(Intrinsic::Construct),
        };
        let body = value.as_object::<NativeFunction>().and_then(|function| body_of(function, window.count));
        Some(Callee { slot, found: Found::Register, window, intrinsic, body })
    }

    fn method(&self, rt: &mut Runtime, cache: Cache, window: Window) -> Option<Callee> {
        if cache.shape as usize >= Kind::COUNT {
            return None;
        }
        // SAFETY: builtin classes do not change: what one has been seen to have it keeps alive.
        let value = unsafe { Value::from_bits(cache.word) };
        let function = value.as_object::<NativeFunction>()?;
        let slot = self.keep(rt, value)?;
        let body = body_of(function, window.count);
        Some(Callee { slot, found: Found::Method(cache.shape), window, intrinsic: intrinsic_of(rt, function), body })
    }

    fn of_module(&self, rt: &mut Runtime, cache: Cache, window: Window) -> Option<Callee> {
        if cache.shape != u32::MAX || cache.class == 0 {
            return None;
        }
        let dict = namespace_of(rt, &cache)?;
        let value = dict.value_at(cache.word as usize);
        let function = value.as_object::<NativeFunction>()?;
        let place = self.slot(&self.places, dict.value_address(cache.word as usize) as u64)?;
        let (slot, dict_slot) = (self.keep(rt, value)?, self.keep(rt, dict.into())?);
        let module = Module { dict: dict_slot, version: cache.version, place };
        let body = body_of(function, window.count);
        Some(Callee { slot, found: Found::Module(module), window, intrinsic: intrinsic_of(rt, function), body })
    }
}

/// The namespace of a module that a cache has been filled for, if it still has that layout.
pub(crate) fn namespace_of(rt: &Runtime, cache: &Cache) -> Option<Gc<Dict>> {
    let mut namespaces = (0..rt.modules.entry_count()).filter_map(|at| rt.modules.entry(at)?.1.as_object::<ModuleObject>());
    let dict = namespaces.find(|module| module.dict.as_ptr() as usize == cache.class)?.dict;
    (dict.version() == cache.version).then_some(dict)
}

impl Default for Natives {
    fn default() -> Natives {
        Natives::new()
    }
}
