//! `random`: the Mersenne Twister and CPython 3.11's derivations from it, so that a seed gives CPython's sequence.
//!
//! [`twister`] is the generator (MT19937, Matsumoto and Nishimura 1998), [`integers`] draws integers and items,
//! [`variates`] real-valued distributions. Functions of the module are methods of one hidden instance, as in CPython.
//! `SystemRandom` is not here.

mod integers;
mod twister;
mod variates;

use crate::Runtime;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::{Class, Layout, flags};
use crate::object::function::NativeBody::{F1, F2, F3, F4, Var};
use crate::object::function::{Args, NativeDef, NativeFunction, NativeRole, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::ops::arithmetic::Operand;
use crate::ops::arithmetic::integer::IntRef;
use crate::value::{Result, Value};
use num_bigint::{BigInt as Big, Sign};
use sha2::{Digest, Sha512};
use std::any::Any;
use std::cell::{Cell, RefCell};
use twister::Twister;

/// State of a `Random`.
pub(crate) struct Generator {
    twister: RefCell<Twister>,
    /// Second value of the last pair made by `gauss`.
    gauss_next: Cell<Option<f64>>,
}

impl NativeState for Generator {
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const STATIC_METHODS: &[NativeDef] = &[native("__new__", Var(new), 1)];
const DUNDERS: &[NativeDef] =
    &[native_kw("__init__", F2(init), 1, &["x"]), native("__getstate__", F1(getstate), 1), native("__setstate__", F2(setstate), 2)];
const METHODS: &[NativeDef] = &[
    native_kw("seed", F3(seed), 1, &["a", "version"]),
    native("getstate", F1(getstate), 1),
    native_kw("setstate", F2(setstate), 2, &["state"]),
    native("random", F1(random), 1),
    native("getrandbits", F2(integers::getrandbits), 2),
    native_kw("randbytes", F2(integers::randbytes), 2, &["n"]),
    native_kw("_randbelow", F2(integers::randbelow_method), 2, &["n"]),
    native_kw("randrange", F4(integers::randrange), 2, &["start", "stop", "step"]),
    native_kw("randint", F3(integers::randint), 3, &["a", "b"]),
    native_kw("choice", F2(integers::choice), 2, &["seq"]),
    native_kw("shuffle", F2(integers::shuffle), 2, &["x"]),
    native("choices", Var(integers::choices), 1),
    native_kw("sample", F4(integers::sample), 3, &["population", "k", "counts"]),
    native_kw("uniform", F3(variates::uniform), 3, &["a", "b"]),
    native_kw("triangular", F4(variates::triangular), 1, &["low", "high", "mode"]),
    native_kw("normalvariate", F3(variates::normalvariate), 1, &["mu", "sigma"]),
    native_kw("gauss", F3(variates::gauss), 1, &["mu", "sigma"]),
    native_kw("lognormvariate", F3(variates::lognormvariate), 3, &["mu", "sigma"]),
    native_kw("expovariate", F2(variates::expovariate), 2, &["lambd"]),
    native_kw("vonmisesvariate", F3(variates::vonmisesvariate), 3, &["mu", "kappa"]),
    native_kw("gammavariate", F3(variates::gammavariate), 3, &["alpha", "beta"]),
    native_kw("betavariate", F3(variates::betavariate), 3, &["alpha", "beta"]),
    native_kw("paretovariate", F2(variates::paretovariate), 2, &["alpha"]),
    native_kw("weibullvariate", F3(variates::weibullvariate), 3, &["alpha", "beta"]),
];

/// Makes the module.
pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("random");
    let class = rt.new_builtin_class("Random", None, Layout::Native(Kind::Native));
    rt.permanent.push(class.into());
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::Method, DUNDERS);
    rt.install_methods(class, NativeRole::Method, METHODS);
    let name = rt.str_value("random");
    rt.set_class_attribute(class, "__module__", name);
    rt.set_class_attribute(class, "VERSION", Value::small_int(3));
    rt.set_module_attribute(module, "Random", class.into());
    let instance = new_generator(rt, class);
    for def in METHODS {
        let name = rt.intern(def.name);
        if let Some(method) = class.own(name) {
            let bound = rt.new_bound_method(method, instance.into());
            rt.set_module_attribute(module, def.name, bound.into());
        }
    }
    Ok(module)
}

fn new_generator(rt: &mut Runtime, class: Gc<Class>) -> Gc<Native> {
    let mut twister = Twister::new();
    twister.seed(&os_entropy());
    rt.new_native_object(class, Box::new(Generator { twister: RefCell::new(twister), gauss_next: Cell::new(None) }))
}

/// Words that differ from run to run.
fn os_entropy() -> Vec<u32> {
    use std::hash::{BuildHasher, Hasher};
    // The standard library seeds its hashers from the operating system.
    (0..16u64)
        .flat_map(|i| {
            let mut hasher = std::hash::RandomState::new().build_hasher();
            hasher.write_u64(i);
            let h = hasher.finish();
            [h as u32, (h >> 32) as u32]
        })
        .collect()
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some(class) = args.positional.first().and_then(|c| c.as_object::<Class>()) else {
        return Err(rt.type_error("Random.__new__(): not enough arguments"));
    };
    let Some(base) = class.mro_classes().find(|c| c.has(flags::BUILTIN)) else {
        return Err(rt.type_error("Random.__new__(X): X is not a subtype of Random"));
    };
    let generator = new_generator(rt, base);
    Ok(rt.wrap_payload(class, generator.into()))
}

fn init(rt: &mut Runtime, this: Value, x: Value) -> Result {
    let x = x.present().unwrap_or(Value::NONE);
    match overridden(rt, this, "seed") {
        Some(method) => rt.call_bound_special(method, this, &[x], None)?,
        None => seed(rt, this, x, Value::EMPTY)?,
    };
    Ok(Value::NONE)
}

/// The native object behind `self`.
fn native_of(rt: &mut Runtime, this: Value) -> Result<Gc<Native>> {
    match native_payload(this).as_object::<Native>().filter(|n| n.downcast::<Generator>().is_some()) {
        Some(native) => Ok(native),
        None => {
            let name = rt.type_name(this);
            Err(rt.type_error(format!("descriptor requires a 'random.Random' object but received a '{name}'")))
        }
    }
}

/// Runs `f` on the generator of `self`; `f` runs no guest code.
fn with_generator<R>(rt: &mut Runtime, this: Value, f: impl FnOnce(&mut Twister, &Cell<Option<f64>>) -> R) -> Result<R> {
    let native = native_of(rt, this)?;
    match native.downcast::<Generator>() {
        Some(g) => Ok(f(&mut g.twister.borrow_mut(), &g.gauss_next)),
        None => Err(rt.type_error("not a random generator")),
    }
}

/// A method that a Python subclass of `Random` defines in place of the native one.
fn overridden(rt: &mut Runtime, this: Value, name: &str) -> Option<Value> {
    if this.kind() != Some(Kind::Instance) {
        return None;
    }
    let name = rt.intern(name);
    match rt.operand(this, name) {
        Operand::Method(method) if !method.is_object::<NativeFunction>() => Some(method),
        _ => None,
    }
}

/// `self.random()`.
fn draw(rt: &mut Runtime, this: Value) -> Result<f64> {
    if let Some(method) = overridden(rt, this, "random") {
        let result = rt.call_bound_special(method, this, &[], None)?;
        return rt.to_f64(result);
    }
    with_generator(rt, this, |twister, _| twister.real())
}

fn random(rt: &mut Runtime, this: Value) -> Result {
    with_generator(rt, this, |twister, _| Value::float(twister.real()))
}

fn seed(rt: &mut Runtime, this: Value, a: Value, version: Value) -> Result {
    let a = a.present().unwrap_or(Value::NONE);
    let version = if version.is_empty() { 2 } else { rt.index_clamped(version)? };
    let key = if a.is_none() { os_entropy() } else { seed_words(rt, a, version)? };
    with_generator(rt, this, |twister, gauss_next| {
        twister.seed(&key);
        gauss_next.set(None);
    })?;
    Ok(Value::NONE)
}

/// The 32-bit words, lowest first, that a seed stands for.
fn seed_words(rt: &mut Runtime, a: Value, version: i64) -> Result<Vec<u32>> {
    let payload = native_payload(a);
    if let Some(i) = IntRef::of(payload) {
        return Ok(at_least_one(i.big().magnitude().to_u32_digits()));
    }
    let text = match (payload.as_object::<Str>(), payload.as_object::<Bytes>(), payload.as_object::<ByteArray>()) {
        (Some(s), ..) => Some(s.to_rust().into_bytes()),
        (_, Some(b), _) => Some(b.as_slice().to_vec()),
        (_, _, Some(b)) => Some(b.data.borrow().clone()),
        _ => None,
    };
    if let Some(mut bytes) = text {
        if version == 1 && !payload.is_object::<ByteArray>() {
            let codes: Vec<u64> = match payload.as_object::<Str>() {
                Some(s) => s.chars().iter().map(u64::from).collect(),
                None => bytes.iter().map(|&b| u64::from(b)).collect(),
            };
            let mut x = codes.first().map_or(0, |c| c << 7);
            for c in &codes {
                x = 1_000_003u64.wrapping_mul(x) ^ c;
            }
            x ^= codes.len() as u64;
            return Ok(at_least_one(Big::from(x).magnitude().to_u32_digits()));
        }
        let digest = Sha512::digest(&bytes);
        bytes.extend_from_slice(&digest);
        return Ok(at_least_one(Big::from_bytes_be(Sign::Plus, &bytes).magnitude().to_u32_digits()));
    }
    if payload.is_float() {
        let h = rt.hash(payload)? as u64;
        return Ok(at_least_one(Big::from(h).magnitude().to_u32_digits()));
    }
    Err(rt.type_error("The only supported seed types are: None,\nint, float, str, bytes, and bytearray."))
}

fn at_least_one(words: Vec<u32>) -> Vec<u32> {
    if words.is_empty() { vec![0] } else { words }
}

fn getstate(rt: &mut Runtime, this: Value) -> Result {
    let (words, index, next) = with_generator(rt, this, |t, gauss| (t.words().to_vec(), t.index(), gauss.get()))?;
    let mut items: Vec<Value> = words.iter().map(|&w| Value::small_int(i64::from(w))).collect();
    items.push(Value::small_int(index as i64));
    let internal = rt.new_tuple(&items);
    let next = next.map_or(Value::NONE, Value::float);
    Ok(rt.new_tuple(&[Value::small_int(3), internal.into(), next]).into())
}

fn setstate(rt: &mut Runtime, this: Value, state: Value) -> Result {
    let version = rt.get_item(state, Value::small_int(0))?;
    if version != Value::small_int(3) {
        let shown = rt.str(version)?.to_rust();
        return Err(rt.value_error(format!("state with version {shown} passed to Random.setstate() of version 3")));
    }
    let mut parts = [Value::EMPTY; 3];
    rt.unpack(state, &mut parts, None)?;
    let Some(internal) = parts[1].as_object::<Tuple>() else { return Err(rt.type_error("state vector must be a tuple")) };
    if internal.len() != twister::SIZE + 1 {
        return Err(rt.value_error("state vector is the wrong size"));
    }
    let mut words = Vec::with_capacity(twister::SIZE);
    for i in 0..twister::SIZE {
        words.push(rt.index_i64(internal.items()[i])? as u32);
    }
    let index = rt.index_i64(internal.items()[twister::SIZE])?;
    if !(0..=twister::SIZE as i64).contains(&index) {
        return Err(rt.value_error("invalid state"));
    }
    let next = if parts[2].is_none() { None } else { Some(rt.to_f64(parts[2])?) };
    with_generator(rt, this, |twister, gauss| {
        twister.restore(&words, index as usize);
        gauss.set(next);
    })?;
    Ok(Value::NONE)
}
