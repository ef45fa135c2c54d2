//! `array`: sequences of machine numbers in one block of bytes.

use crate::Runtime;
use crate::heap::Accounted;
use crate::object::class::{Class, Layout, flags};
use crate::object::function::NativeBody::{F1, F2, F3, F4, Var};
use crate::object::function::{Args, GetSetDef, NativeDef, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::object::range::Slice;
use crate::object::string::{Chars, Str};
use crate::object::{Gc, Kind};
use crate::ops::CompareOp;
use crate::ops::index::{bound_argument, index_value, int_to_big, not_an_integer, position, slice_bounds};
use crate::value::{Result, Value, visible};
use num_bigint::BigInt as Big;
use num_traits::ToPrimitive;
use std::any::Any;
use std::cell::{Cell, RefCell};

const CODES: &str = "bBuhHiIlLqQfd";

/// State of an array.
struct Array {
    code: u8,
    bytes: RefCell<Vec<u8>>,
    /// Class of iterators.
    iterator: Gc<Class>,
    accounted: Accounted,
}

impl NativeState for Array {
    fn item(&self, rt: &mut Runtime, index: usize) -> Option<Value> {
        let bytes = self.bytes.borrow();
        Some(match self.code {
            b'd' => Value::float(f64::from_le_bytes(*bytes.as_chunks().0.get(index)?)),
            b'f' => Value::float(f64::from(f32::from_le_bytes(*bytes.as_chunks().0.get(index)?))),
            b'i' => Value::small_int(i64::from(i32::from_le_bytes(*bytes.as_chunks().0.get(index)?))),
            b'B' => Value::small_int(i64::from(*bytes.get(index)?)),
            b'l' | b'q' => rt.new_int(i64::from_le_bytes(*bytes.as_chunks().0.get(index)?)),
            _ => {
                drop(bytes);
                return (index < self.len()).then(|| self.get(rt, index));
            }
        })
    }
    fn set_item(&self, index: usize, value: Value) -> bool {
        if let (b'd', Some(f)) = (self.code, value.as_float()) {
            let mut bytes = self.bytes.borrow_mut();
            let place = bytes.as_chunks_mut().0.get_mut(index);
            return place.is_some_and(|place| {
                *place = f.to_le_bytes();
                true
            });
        }
        let bits = match (self.code, value.as_small_int()) {
            (b'd', Some(i)) => (i as f64).to_bits(),
            (b'l' | b'q', Some(i)) => i as u64,
            (b'i', Some(i)) if i32::try_from(i).is_ok() => i as u64,
            (b'B', Some(i)) if u8::try_from(i).is_ok() => i as u64,
            _ => return false,
        };
        let inside = index < self.len();
        if inside {
            self.put(index, bits);
        }
        inside
    }
    fn trace(&self, marker: &mut crate::heap::Marker<'_>) {
        marker.object(self.iterator);
    }
    fn accounted(&self) -> usize {
        self.accounted.bytes()
    }
    fn lend(&self, borrow: &mut dyn FnMut(&mut [u8])) {
        if let Ok(mut bytes) = self.bytes.try_borrow_mut() {
            borrow(&mut bytes);
        }
    }
    fn item_format(&self) -> Option<char> {
        Some(char::from(self.code))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn width(code: u8) -> usize {
    match code {
        b'b' | b'B' => 1,
        b'h' | b'H' => 2,
        b'u' | b'i' | b'I' | b'f' => 4,
        _ => 8,
    }
}

impl Array {
    fn len(&self) -> usize {
        self.bytes.borrow().len() / width(self.code)
    }
    /// Item at an index in range.
    fn get(&self, rt: &mut Runtime, index: usize) -> Value {
        let size = width(self.code);
        let mut word = [0u8; 8];
        word[..size].copy_from_slice(&self.bytes.borrow()[index * size..(index + 1) * size]);
        let bits = u64::from_le_bytes(word);
        match self.code {
            b'b' => Value::small_int(i64::from(bits as i8)),
            b'h' => Value::small_int(i64::from(bits as i16)),
            b'i' => Value::small_int(i64::from(bits as i32)),
            b'l' | b'q' => rt.new_int(bits as i64),
            b'f' => Value::float(f64::from(f32::from_bits(bits as u32))),
            b'd' => Value::float(f64::from_bits(bits)),
            b'u' => rt.new_str_char(bits as u32).into(),
            b'L' | b'Q' if bits > i64::MAX as u64 => rt.new_bigint(Big::from(bits)),
            _ => rt.new_int(bits as i64),
        }
    }
    fn put(&self, index: usize, bits: u64) {
        let size = width(self.code);
        if let Some(place) = self.bytes.borrow_mut().get_mut(index * size..(index + 1) * size) {
            place.copy_from_slice(&bits.to_le_bytes()[..size]);
        }
    }
    fn account(&self, rt: &mut Runtime) {
        self.accounted.update(&mut rt.heap, self.bytes.borrow().capacity());
    }
    /// Room for so many bytes more, or `MemoryError`.
    fn room_for(&self, rt: &mut Runtime, more: usize) -> Result<()> {
        let (length, capacity) = (self.bytes.borrow().len(), self.bytes.borrow().capacity());
        if length + more > capacity { rt.room_to_grow(capacity, more) } else { Ok(()) }
    }
    fn push(&self, rt: &mut Runtime, bits: u64) {
        self.bytes.borrow_mut().extend_from_slice(&bits.to_le_bytes()[..width(self.code)]);
        self.account(rt);
    }
}

/// Bits of a value as an item of an array.
fn to_bits(rt: &mut Runtime, code: u8, v: Value) -> Result<u64> {
    match code {
        b'd' => return rt.to_f64(v).map(|f| visible(f).to_bits()),
        b'f' => return rt.to_f64(v).map(|f| u64::from((visible(f) as f32).to_bits())),
        b'u' => {
            return match native_payload(v).as_object::<Str>().filter(|s| s.len() == 1) {
                Some(s) => Ok(u64::from(s.chars().at(0))),
                None => Err(rt.type_error("array item must be unicode character")),
            };
        }
        _ => {}
    }
    if let Some(i) = v.as_small_int() {
        let fits = match code {
            b'b' => i8::try_from(i).is_ok(),
            b'B' => u8::try_from(i).is_ok(),
            b'h' => i16::try_from(i).is_ok(),
            b'H' => u16::try_from(i).is_ok(),
            b'i' => i32::try_from(i).is_ok(),
            b'I' => u32::try_from(i).is_ok(),
            b'L' | b'Q' => i >= 0,
            _ => true,
        };
        if fits {
            return Ok(i as u64);
        }
    }
    let Some(int) = index_value(rt, v)? else { return Err(not_an_integer(rt, v)) };
    let big = int_to_big(int);
    let (low, high): (i128, i128) = match code {
        b'b' => (i8::MIN.into(), i8::MAX.into()),
        b'B' => (0, u8::MAX.into()),
        b'h' => (i16::MIN.into(), i16::MAX.into()),
        b'H' => (0, u16::MAX.into()),
        b'i' => (i32::MIN.into(), i32::MAX.into()),
        b'I' => (0, u32::MAX.into()),
        b'L' | b'Q' => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    };
    let value = big.to_i128().unwrap_or(if big.sign() == num_bigint::Sign::Minus { i128::MIN } else { i128::MAX });
    if (low..=high).contains(&value) {
        return Ok(value as u64);
    }
    let less = value < low;
    let side = if less { "less than minimum" } else { "greater than maximum" };
    let message = match code {
        b'b' => format!("signed char is {side}"),
        b'B' => format!("unsigned byte integer is {side}"),
        b'h' => format!("signed short integer is {side}"),
        b'H' => format!("unsigned short is {side}"),
        b'i' => format!("signed integer is {side}"),
        b'I' if !less => format!("unsigned int is {side}"),
        b'I' | b'L' if less => "can't convert negative value to unsigned int".to_string(),
        b'L' => "Python int too large to convert to C unsigned long".to_string(),
        b'l' => "Python int too large to convert to C long".to_string(),
        b'Q' if less => "can't convert negative int to unsigned".to_string(),
        _ => "int too big to convert".to_string(),
    };
    Err(rt.overflow_error(message))
}

const STATIC_METHODS: &[NativeDef] = &[native("__new__", Var(new), 1)];
const METHODS: &[NativeDef] = &[
    native("__init__", Var(|_, _| Ok(Value::NONE)), 1),
    native("append", F2(append), 2),
    native("extend", F2(extend), 2),
    native("fromlist", F2(from_list), 2),
    native("frombytes", F2(from_bytes), 2),
    native("fromunicode", F2(from_unicode), 2),
    native("tounicode", F1(to_unicode), 1),
    native("tolist", F1(to_list), 1),
    native("tobytes", F1(to_bytes), 1),
    native("__bytes__", F1(to_bytes), 1),
    native("buffer_info", F1(buffer_info), 1),
    native("byteswap", F1(byte_swap), 1),
    native("pop", F2(pop), 1),
    native("insert", F3(insert), 3),
    native("remove", F2(remove), 2),
    native("index", F4(index), 2),
    native("count", F2(count), 2),
    native("reverse", F1(reverse), 1),
    native("__copy__", F1(copy), 1),
    native("__deepcopy__", F2(|rt, v, _| copy(rt, v)), 2),
    native("__len__", F1(|rt, v| cell(rt, v).map(|a| Value::small_int(state(&a).len() as i64))), 1),
    native("__getitem__", F2(get_item), 2),
    native("__setitem__", F3(set_item), 3),
    native("__delitem__", F2(delete_item), 2),
    native("__contains__", F2(contains), 2),
    native("__iter__", F1(iterator), 1),
    native("__add__", F2(add), 2),
    native("__iadd__", F2(add_in_place), 2),
    native("__mul__", F2(multiply), 2),
    native("__rmul__", F2(multiply), 2),
    native("__imul__", F2(multiply_in_place), 2),
    native("__repr__", F1(repr), 1),
    native("__eq__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Eq)), 2),
    native("__ne__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Ne)), 2),
    native("__lt__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Lt)), 2),
    native("__le__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Le)), 2),
    native("__gt__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Gt)), 2),
    native("__ge__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Ge)), 2),
];
const GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "typecode",
        get: |rt, v| {
            let code = cell(rt, v).map(|a| state(&a).code)?;
            Ok(rt.new_str_char(u32::from(code)).into())
        },
        set: None,
    },
    GetSetDef { name: "itemsize", get: |rt, v| cell(rt, v).map(|a| Value::small_int(width(state(&a).code) as i64)), set: None },
];
const ITERATOR_METHODS: &[NativeDef] = &[native("__iter__", F1(|_, v| Ok(v)), 1), native("__next__", F1(iterator_next), 1)];

/// Makes the module.
pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("array");
    let class = new_class(rt, "array");
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, crate::types::alias::CLASS_GETITEM);
    rt.install_getsets(class, GETSETS);
    rt.set_class_attribute(class, "__hash__", Value::NONE);
    let iterator = new_class(rt, "arrayiterator");
    rt.install_methods(iterator, NativeRole::Method, ITERATOR_METHODS);
    rt.set_class_attribute(class, "_iterator", iterator.into());
    rt.set_module_attribute(module, "array", class.into());
    rt.set_module_attribute(module, "ArrayType", class.into());
    let codes = rt.str_value(CODES);
    rt.set_module_attribute(module, "typecodes", codes);
    Ok(module)
}

fn new_class(rt: &mut Runtime, name: &'static str) -> Gc<Class> {
    let class = rt.new_builtin_class(name, None, Layout::Native(Kind::Native));
    rt.permanent.push(class.into());
    let module = rt.str_value("array");
    rt.set_class_attribute(class, "__module__", module);
    class
}

fn find(v: Value) -> Option<Gc<Native>> {
    native_payload(v).as_object::<Native>().filter(|n| n.downcast::<Array>().is_some())
}

fn cell(rt: &mut Runtime, v: Value) -> Result<Gc<Native>> {
    match find(v) {
        Some(n) => Ok(n),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("descriptor requires a 'array.array' object but received a '{name}'")))
        }
    }
}

fn state(native: &Gc<Native>) -> &Array {
    native.downcast::<Array>().expect("checked by find")
}

/// A new array of the same kind as another.
fn like(rt: &mut Runtime, other: &Array, bytes: Vec<u8>) -> Value {
    let iterator = other.iterator;
    let (modules, module, name) = (rt.modules, rt.intern("array"), rt.intern("array"));
    let class = modules.get_str(module).and_then(|m| m.as_object::<Module>()).and_then(|m| m.dict.get_str(name));
    let class = class.and_then(|c| c.as_object::<Class>()).unwrap_or(iterator);
    let array = Array { code: other.code, bytes: RefCell::new(bytes), iterator, accounted: Accounted::default() };
    let native = rt.new_native_object(class, Box::new(array));
    state(&native).account(rt);
    native.into()
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some(class) = args.positional.first().and_then(|c| c.as_object::<Class>()) else {
        return Err(rt.type_error("array.__new__(): not enough arguments"));
    };
    let base = class.mro_classes().find(|c| c.has(flags::BUILTIN)).unwrap_or(class);
    if !args.keywords.is_empty() && class == base {
        return Err(rt.type_error("array.array() takes no keyword arguments"));
    }
    let (&code, initial) = match args.positional[1..].split_first() {
        None => return Err(rt.type_error("array() takes at least 1 argument (0 given)")),
        Some((_, rest)) if rest.len() > 1 => {
            return Err(rt.type_error(format!("array() takes at most 2 arguments ({} given)", rest.len() + 1)));
        }
        Some((code, rest)) => (code, rest.first().copied()),
    };
    let Some(text) = native_payload(code).as_object::<Str>().filter(|s| s.len() == 1) else {
        let name = rt.type_name(code);
        return Err(rt.type_error(format!("array() argument 1 must be a unicode character, not {name}")));
    };
    let letter = text.chars().at(0);
    let Some(code) = u8::try_from(letter).ok().filter(|c| CODES.as_bytes().contains(c)) else {
        return Err(rt.value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"));
    };
    let name = rt.intern("_iterator");
    let iterator = base.own(name).and_then(|c| c.as_object::<Class>()).unwrap_or(base);
    let array = Array { code, bytes: RefCell::new(Vec::new()), iterator, accounted: Accounted::default() };
    let array: Value = rt.new_native_object(base, Box::new(array)).into();
    if let Some(initial) = initial {
        fill(rt, array, code, initial)?;
    }
    Ok(rt.wrap_payload(class, array))
}

fn fill(rt: &mut Runtime, array: Value, code: u8, initial: Value) -> Result<()> {
    if code != b'u' {
        if native_payload(initial).as_object::<Str>().is_some() {
            return Err(rt.type_error(format!("cannot use a str to initialize an array with typecode '{}'", code as char)));
        }
        if let Some(other) = find(initial)
            && state(&other).code == b'u'
        {
            return Err(rt.type_error(format!("cannot use a unicode array to initialize an array with typecode '{}'", code as char)));
        }
    }
    if let Some(text) = native_payload(initial).as_object::<Str>() {
        return from_unicode(rt, array, text.into()).map(|_| ());
    }
    if find(initial).is_none() && rt.bytes_like(initial).is_some() {
        return from_bytes(rt, array, initial).map(|_| ());
    }
    let target = cell(rt, array)?;
    rt.for_each(initial, |rt, v| {
        let bits = to_bits(rt, code, v)?;
        state(&target).push(rt, bits);
        Ok(())
    })
}

// ---- items --------------------------------------------------------------------------------------------------------

fn append(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let array = cell(rt, this)?;
    let bits = to_bits(rt, state(&array).code, v)?;
    state(&array).room_for(rt, 8)?;
    state(&array).push(rt, bits);
    Ok(Value::NONE)
}

fn extend(rt: &mut Runtime, this: Value, items: Value) -> Result {
    let array = cell(rt, this)?;
    let code = state(&array).code;
    if let Some(other) = find(items) {
        if state(&other).code != code {
            return Err(rt.type_error("can only extend with array of same kind"));
        }
        let copy = state(&other).bytes.borrow().clone();
        state(&array).bytes.borrow_mut().extend_from_slice(&copy);
        state(&array).account(rt);
        return Ok(Value::NONE);
    }
    rt.for_each(items, |rt, v| {
        let bits = to_bits(rt, code, v)?;
        state(&array).push(rt, bits);
        Ok(())
    })?;
    Ok(Value::NONE)
}

fn from_list(rt: &mut Runtime, this: Value, list: Value) -> Result {
    let array = cell(rt, this)?;
    let Some(list) = native_payload(list).as_object::<List>() else { return Err(rt.type_error("arg must be list")) };
    let before = state(&array).bytes.borrow().len();
    for i in 0..list.len() {
        let Some(v) = list.get(i) else { break };
        match to_bits(rt, state(&array).code, v) {
            Ok(bits) => state(&array).push(rt, bits),
            Err(raised) => {
                state(&array).bytes.borrow_mut().truncate(before);
                return Err(raised);
            }
        }
    }
    Ok(Value::NONE)
}

fn from_bytes(rt: &mut Runtime, this: Value, data: Value) -> Result {
    let array = cell(rt, this)?;
    let Some(data) = rt.bytes_like(data) else {
        let name = rt.type_name(data);
        return Err(rt.type_error(format!("a bytes-like object is required, not '{name}'")));
    };
    if !data.len().is_multiple_of(width(state(&array).code)) {
        return Err(rt.value_error("bytes length not a multiple of item size"));
    }
    state(&array).room_for(rt, data.len())?;
    state(&array).bytes.borrow_mut().extend_from_slice(&data);
    state(&array).account(rt);
    Ok(Value::NONE)
}

fn from_unicode(rt: &mut Runtime, this: Value, text: Value) -> Result {
    let array = cell(rt, this)?;
    if state(&array).code != b'u' {
        return Err(rt.value_error("fromunicode() may only be called on unicode type arrays"));
    }
    let Some(text) = native_payload(text).as_object::<Str>() else {
        let name = rt.type_name(text);
        return Err(rt.type_error(format!("fromunicode() argument must be str, not {name}")));
    };
    text.chars().iter().for_each(|c| state(&array).push(rt, u64::from(c)));
    Ok(Value::NONE)
}

fn to_unicode(rt: &mut Runtime, this: Value) -> Result {
    let array = cell(rt, this)?;
    if state(&array).code != b'u' {
        return Err(rt.value_error("tounicode() may only be called on unicode type arrays"));
    }
    let text: Vec<u32> = state(&array).bytes.borrow().as_chunks::<4>().0.iter().map(|&b| u32::from_le_bytes(b)).collect();
    Ok(rt.new_str_chars(Chars::Wide(&text)).into())
}

fn to_list(rt: &mut Runtime, this: Value) -> Result {
    let array = cell(rt, this)?;
    let list = rt.new_empty_list();
    for i in 0..state(&array).len() {
        let v = state(&array).get(rt, i);
        list.push(rt, v);
    }
    Ok(list.into())
}

fn to_bytes(rt: &mut Runtime, this: Value) -> Result {
    let array = cell(rt, this)?;
    let bytes = state(&array).bytes.borrow().clone();
    Ok(rt.new_bytes(bytes).into())
}

fn buffer_info(rt: &mut Runtime, this: Value) -> Result {
    let array = cell(rt, this)?;
    let (address, len) = (state(&array).bytes.borrow().as_ptr() as usize as i64, state(&array).len() as i64);
    let address = rt.new_int(address);
    Ok(rt.new_tuple(&[address, Value::small_int(len)]).into())
}

fn byte_swap(rt: &mut Runtime, this: Value) -> Result {
    let array = cell(rt, this)?;
    let size = width(state(&array).code);
    state(&array).bytes.borrow_mut().chunks_mut(size).for_each(<[u8]>::reverse);
    Ok(Value::NONE)
}

fn pop(rt: &mut Runtime, this: Value, at: Value) -> Result {
    let array = cell(rt, this)?;
    let len = state(&array).len();
    if len == 0 {
        return Err(rt.index_error("pop from empty array"));
    }
    let at = match at.present() {
        Some(v) => rt.index_i64(v)?,
        None => -1,
    };
    let Some(at) = position(at, len) else { return Err(rt.index_error("pop index out of range")) };
    let v = state(&array).get(rt, at);
    remove_at(state(&array), at);
    Ok(v)
}

fn remove_at(array: &Array, at: usize) {
    let size = width(array.code);
    array.bytes.borrow_mut().drain(at * size..(at + 1) * size);
}

fn insert(rt: &mut Runtime, this: Value, at: Value, v: Value) -> Result {
    let array = cell(rt, this)?;
    let at = rt.index_clamped(at)?;
    let bits = to_bits(rt, state(&array).code, v)?;
    let (len, size) = (state(&array).len() as i64, width(state(&array).code));
    let at = (if at < 0 { (at + len).max(0) } else { at.min(len) }) as usize;
    state(&array).bytes.borrow_mut().splice(at * size..at * size, bits.to_le_bytes()[..size].iter().copied());
    state(&array).account(rt);
    Ok(Value::NONE)
}

/// First index in a range whose item equals `v`.
fn search(rt: &mut Runtime, array: &Gc<Native>, v: Value, from: usize, to: usize) -> Result<Option<usize>> {
    let mut i = from;
    while i < to.min(state(array).len()) {
        let item = state(array).get(rt, i);
        if rt.eq(item, v)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn remove(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let array = cell(rt, this)?;
    match search(rt, &array, v, 0, usize::MAX)? {
        Some(at) => {
            remove_at(state(&array), at);
            Ok(Value::NONE)
        }
        None => Err(rt.value_error("array.remove(x): x not in array")),
    }
}

fn index(rt: &mut Runtime, this: Value, v: Value, from: Value, to: Value) -> Result {
    let array = cell(rt, this)?;
    let len = state(&array).len() as i64;
    let fit = |i: i64| if i < 0 { (i + len).max(0) } else { i } as usize;
    let from = fit(bound_argument(rt, from, 0)?);
    let to = fit(bound_argument(rt, to, i64::MAX)?);
    match search(rt, &array, v, from, to)? {
        Some(at) => Ok(Value::small_int(at as i64)),
        None => Err(rt.value_error("array.index(x): x not in array")),
    }
}

fn count(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let array = cell(rt, this)?;
    let (mut n, mut from) = (0, 0);
    while let Some(at) = search(rt, &array, v, from, usize::MAX)? {
        n += 1;
        from = at + 1;
    }
    Ok(Value::small_int(n))
}

fn contains(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let array = cell(rt, this)?;
    search(rt, &array, v, 0, usize::MAX).map(|at| Value::bool(at.is_some()))
}

fn reverse(rt: &mut Runtime, this: Value) -> Result {
    let array = cell(rt, this)?;
    let size = width(state(&array).code);
    let mut bytes = state(&array).bytes.borrow_mut();
    bytes.reverse();
    bytes.chunks_mut(size).for_each(<[u8]>::reverse);
    Ok(Value::NONE)
}

fn copy(rt: &mut Runtime, this: Value) -> Result {
    let array = cell(rt, this)?;
    let bytes = state(&array).bytes.borrow().clone();
    Ok(like(rt, state(&array), bytes))
}

// ---- subscripts ---------------------------------------------------------------------------------------------------

fn subscript(rt: &mut Runtime, key: Value) -> Result<i64> {
    if let Some(i) = key.as_small_int() {
        return Ok(i);
    }
    match index_value(rt, key)? {
        Some(_) => rt.index_i64(key),
        None => Err(rt.type_error("array indices must be integers")),
    }
}

fn get_item(rt: &mut Runtime, this: Value, key: Value) -> Result {
    let array = cell(rt, this)?;
    if let Some(slice) = key.as_object::<Slice>() {
        let range = slice_bounds(rt, slice)?.adjust(state(&array).len());
        let size = width(state(&array).code);
        let mut out = Vec::with_capacity(range.count * size);
        {
            let bytes = state(&array).bytes.borrow();
            range.positions().for_each(|i| out.extend_from_slice(&bytes[i * size..(i + 1) * size]));
        }
        return Ok(like(rt, state(&array), out));
    }
    let at = subscript(rt, key)?;
    match position(at, state(&array).len()) {
        Some(at) => Ok(state(&array).get(rt, at)),
        None => Err(rt.index_error("array index out of range")),
    }
}

fn set_item(rt: &mut Runtime, this: Value, key: Value, v: Value) -> Result {
    let array = cell(rt, this)?;
    if let Some(slice) = key.as_object::<Slice>() {
        let bounds = slice_bounds(rt, slice)?;
        let Some(other) = find(v) else {
            let name = rt.type_name(v);
            return Err(rt.type_error(format!("can only assign array (not \"{name}\") to array slice")));
        };
        if state(&other).code != state(&array).code {
            return Err(rt.type_error("bad argument type for built-in operation"));
        }
        let source = state(&other).bytes.borrow().clone();
        let size = width(state(&array).code);
        let range = bounds.adjust(state(&array).len());
        if range.step == 1 {
            let (from, to) = (range.start as usize, range.start as usize + range.count);
            state(&array).bytes.borrow_mut().splice(from * size..to * size, source);
            state(&array).account(rt);
            return Ok(Value::NONE);
        }
        let given = source.len() / size;
        if given != range.count {
            return Err(rt.value_error(format!("attempt to assign array of size {given} to extended slice of size {}", range.count)));
        }
        let mut bytes = state(&array).bytes.borrow_mut();
        for (i, at) in range.positions().enumerate() {
            bytes[at * size..(at + 1) * size].copy_from_slice(&source[i * size..(i + 1) * size]);
        }
        return Ok(Value::NONE);
    }
    let at = subscript(rt, key)?;
    let Some(at) = position(at, state(&array).len()) else { return Err(rt.index_error("array assignment index out of range")) };
    let bits = to_bits(rt, state(&array).code, v)?;
    state(&array).put(at, bits);
    Ok(Value::NONE)
}

fn delete_item(rt: &mut Runtime, this: Value, key: Value) -> Result {
    let array = cell(rt, this)?;
    if let Some(slice) = key.as_object::<Slice>() {
        let range = slice_bounds(rt, slice)?.adjust(state(&array).len());
        let mut places: Vec<usize> = range.positions().collect();
        places.sort_unstable();
        places.iter().rev().for_each(|&at| remove_at(state(&array), at));
        return Ok(Value::NONE);
    }
    let at = subscript(rt, key)?;
    let Some(at) = position(at, state(&array).len()) else { return Err(rt.index_error("array assignment index out of range")) };
    remove_at(state(&array), at);
    Ok(Value::NONE)
}

// ---- operators ----------------------------------------------------------------------------------------------------

fn add(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let array = cell(rt, this)?;
    let Some(right) = find(other) else {
        let name = rt.type_name(other);
        return Err(rt.type_error(format!("can only append array (not \"{name}\") to array")));
    };
    if state(&right).code != state(&array).code {
        return Err(rt.type_error("bad argument type for built-in operation"));
    }
    let joined = [state(&array).bytes.borrow().as_slice(), state(&right).bytes.borrow().as_slice()].concat();
    Ok(like(rt, state(&array), joined))
}

fn add_in_place(rt: &mut Runtime, this: Value, other: Value) -> Result {
    if find(other).is_none() {
        let name = rt.type_name(other);
        return Err(rt.type_error(format!("can only extend with array (not \"{name}\")")));
    }
    extend(rt, this, other)?;
    Ok(this)
}

fn repeated(rt: &mut Runtime, this: Value, times: Value) -> Result<Option<Vec<u8>>> {
    let array = cell(rt, this)?;
    let Some(_) = index_value(rt, times)? else { return Ok(None) };
    let times = rt.index_i64(times)?.max(0) as usize;
    rt.check_text_size(state(&array).bytes.borrow().len().saturating_mul(times), 1)?;
    let bytes = state(&array).bytes.borrow().repeat(times);
    Ok(Some(bytes))
}

fn multiply(rt: &mut Runtime, this: Value, times: Value) -> Result {
    match repeated(rt, this, times)? {
        Some(bytes) => {
            let array = cell(rt, this)?;
            Ok(like(rt, state(&array), bytes))
        }
        None => {
            let name = rt.type_name(times);
            Err(rt.type_error(format!("can't multiply sequence by non-int of type '{name}'")))
        }
    }
}

fn multiply_in_place(rt: &mut Runtime, this: Value, times: Value) -> Result {
    match repeated(rt, this, times)? {
        Some(bytes) => {
            let array = cell(rt, this)?;
            *state(&array).bytes.borrow_mut() = bytes;
            state(&array).account(rt);
            Ok(this)
        }
        None => multiply(rt, this, times),
    }
}

fn compare(rt: &mut Runtime, this: Value, other: Value, op: CompareOp) -> Result {
    if find(this).is_none() || find(other).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (to_list(rt, this)?, to_list(rt, other)?);
    rt.compare(op, a, b)
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let array = cell(rt, this)?;
    let code = state(&array).code;
    let name = rt.type_name(this);
    let name = name.rsplit('.').next().unwrap_or("array").to_string();
    if state(&array).len() == 0 {
        return Ok(rt.str_value(&format!("{name}('{}')", code as char)));
    }
    let items = if code == b'u' { to_unicode(rt, this)? } else { to_list(rt, this)? };
    let items = rt.repr(items)?.to_rust();
    Ok(rt.str_value(&format!("{name}('{}', {items})", code as char)))
}

// ---- iteration ----------------------------------------------------------------------------------------------------

struct Iterator {
    array: Cell<Option<Gc<Native>>>,
    at: Cell<usize>,
}

impl NativeState for Iterator {
    fn trace(&self, marker: &mut crate::heap::Marker<'_>) {
        if let Some(array) = self.array.get() {
            marker.object(array);
        }
    }
    fn next(&self, rt: &mut Runtime, _: Gc<Native>) -> Option<Result> {
        Some(Ok(self.step(rt)))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Iterator {
    /// The next item, or empty.
    fn step(&self, rt: &mut Runtime) -> Value {
        let Some(array) = self.array.get() else { return Value::EMPTY };
        let at = self.at.get();
        if at >= state(&array).len() {
            self.array.set(None);
            return Value::EMPTY;
        }
        self.at.set(at + 1);
        state(&array).get(rt, at)
    }
}

fn iterator(rt: &mut Runtime, this: Value) -> Result {
    let array = cell(rt, this)?;
    let class = state(&array).iterator;
    Ok(rt.new_native_object(class, Box::new(Iterator { array: Cell::new(Some(array)), at: Cell::new(0) })).into())
}

fn iterator_next(rt: &mut Runtime, this: Value) -> Result {
    let native = this.as_object::<Native>();
    let Some(iterator) = native.as_ref().and_then(|n| n.downcast::<Iterator>()) else {
        return Err(rt.type_error("not an array iterator"));
    };
    let v = iterator.step(rt);
    if v.is_empty() {
        let class = rt.exceptions.stop_iteration;
        return Err(rt.raise_class(class));
    }
    Ok(v)
}
