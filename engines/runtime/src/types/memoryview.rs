//! `memoryview`: one-dimensional views of the memory of `bytes`, `bytearray`, and library objects that lend theirs
//! ([`NativeState::lend`]). A view does not keep its `bytearray` from being resized; items that are gone raise `IndexError`.

use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::function::{GetSetDef, NativeBody, NativeDef, NativeRole, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::native::{Native, NativeState};
use crate::object::range::Slice;
use crate::object::string::Str;
use crate::ops::index::slice_bounds;
use crate::types::bytes::blob::Blob;
use crate::value::{Raised, Result, Value, visible};
use std::any::Any;
use std::cell::Cell;

/// State of a view: items `start + i * step` (counted in items) of the owner's memory.
struct View {
    /// What the view was made of.
    owner: Value,
    format: char,
    item_size: usize,
    start: i64,
    step: i64,
    count: usize,
    readonly: bool,
    released: Cell<bool>,
}

impl NativeState for View {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.owner);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const METHODS: &[NativeDef] = &[
    native("__len__", NativeBody::F1(|rt, v| with(rt, v, |view| Value::small_int(view.count as i64))), 1),
    native("__getitem__", NativeBody::F2(get_item), 2),
    native("__setitem__", NativeBody::F3(set_item), 3),
    native("__eq__", NativeBody::F2(equal), 2),
    native("__hash__", NativeBody::F1(hash), 1),
    native("__repr__", NativeBody::F1(repr), 1),
    native("__enter__", NativeBody::F1(|rt, v| with(rt, v, |_| v)), 1),
    native("__exit__", NativeBody::F4(|rt, v, _, _, _| release(rt, v)), 1),
    native_kw("tobytes", NativeBody::F2(|rt, v, _| to_bytes(rt, v)), 1, &["order"]),
    native("tolist", NativeBody::F1(to_list), 1),
    native("toreadonly", NativeBody::F1(to_readonly), 1),
    native("release", NativeBody::F1(release), 1),
    native("hex", NativeBody::Var(hex), 1),
    native_kw("cast", NativeBody::F3(cast), 2, &["format", "shape"]),
];
const STATIC_METHODS: &[NativeDef] = &[native_kw("__new__", NativeBody::F2(new), 2, &["object"])];
const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "obj", get: |rt, v| with(rt, v, |view| view.owner), set: None },
    GetSetDef { name: "itemsize", get: |rt, v| with(rt, v, |view| Value::small_int(view.item_size as i64)), set: None },
    GetSetDef { name: "nbytes", get: |rt, v| with(rt, v, |view| Value::small_int((view.count * view.item_size) as i64)), set: None },
    GetSetDef { name: "ndim", get: |rt, v| with(rt, v, |_| Value::small_int(1)), set: None },
    GetSetDef { name: "readonly", get: |rt, v| with(rt, v, |view| Value::bool(view.readonly)), set: None },
    GetSetDef { name: "contiguous", get: |rt, v| with(rt, v, |view| Value::bool(view.step == 1)), set: None },
    GetSetDef { name: "c_contiguous", get: |rt, v| with(rt, v, |view| Value::bool(view.step == 1)), set: None },
    GetSetDef { name: "f_contiguous", get: |rt, v| with(rt, v, |view| Value::bool(view.step == 1)), set: None },
    GetSetDef { name: "format", get: format, set: None },
    GetSetDef { name: "shape", get: shape, set: None },
    GetSetDef { name: "strides", get: strides, set: None },
    GetSetDef { name: "suboffsets", get: |rt, _| Ok(rt.empty_tuple.into()), set: None },
];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.memoryview;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_getsets(class, GETSETS);
    rt.set_builtin("memoryview", class.into());
}

fn view_of(native: &Native) -> Option<&View> {
    native.downcast::<View>()
}

#[cold]
fn not_a_view(rt: &mut Runtime, v: Value) -> Raised {
    let name = rt.type_name(v);
    rt.type_error(format!("descriptor requires a 'memoryview' object but received a '{name}'"))
}

/// Something about a view that is not released.
fn with<T>(rt: &mut Runtime, v: Value, ask: impl FnOnce(&View) -> T) -> Result<T> {
    let native = v.as_object::<Native>();
    let Some(view) = native.as_ref().and_then(|n| view_of(n)) else { return Err(not_a_view(rt, v)) };
    if view.released.get() {
        return Err(rt.value_error("operation forbidden on released memoryview object"));
    }
    Ok(ask(view))
}

/// Bytes of an item of a format.
fn item_size(format: char) -> Option<usize> {
    Some(match format {
        'b' | 'B' | 'c' | '?' => 1,
        'h' | 'H' => 2,
        'i' | 'I' | 'f' => 4,
        'l' | 'L' | 'q' | 'Q' | 'n' | 'N' | 'd' | 'P' => 8,
        _ => return None,
    })
}

/// Reads or writes the memory of an owner while no guest code runs.
fn memory<T>(owner: Value, act: impl FnOnce(&mut Memory<'_>) -> T) -> Option<T> {
    let owner = native_payload(owner);
    if let Some(bytes) = owner.as_object::<Bytes>() {
        return Some(act(&mut Memory::Fixed(bytes.as_slice())));
    }
    if let Some(array) = owner.as_object::<ByteArray>() {
        return Some(act(&mut Memory::Open(&mut array.data.borrow_mut())));
    }
    let native = owner.as_object::<Native>()?;
    let mut act = Some(act);
    let mut result = None;
    native.state().lend(&mut |data| {
        if let Some(act) = act.take() {
            result = Some(act(&mut Memory::Open(data)));
        }
    });
    result
}

enum Memory<'a> {
    Fixed(&'a [u8]),
    Open(&'a mut [u8]),
}

impl Memory<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Memory::Fixed(b) => b,
            Memory::Open(b) => b,
        }
    }
}

impl View {
    /// Where item `i` begins.
    fn offset(&self, i: usize) -> usize {
        (self.start + i as i64 * self.step) as usize * self.item_size
    }
    /// The bytes of all items in order; fewer when the owner has shrunk.
    fn contents(&self) -> Vec<u8> {
        let copy = |memory: &mut Memory<'_>| {
            let bytes = memory.bytes();
            let mut out = Vec::with_capacity(self.count * self.item_size);
            for i in 0..self.count {
                let at = self.offset(i);
                out.extend_from_slice(bytes.get(at..at + self.item_size).unwrap_or(&[]));
            }
            out
        };
        memory(self.owner, copy).unwrap_or_default()
    }
}

/// The bytes that a view shows; nothing for what is no view.
pub(crate) fn contents(v: Value) -> Option<Vec<u8>> {
    let native = v.as_object::<Native>()?;
    match view_of(&native) {
        Some(view) if !view.released.get() => Some(view.contents()),
        Some(_) => None,
        None => {
            let mut bytes = None;
            native.state().lend(&mut |data| bytes = Some(data.to_vec()));
            bytes
        }
    }
}

fn make(rt: &mut Runtime, view: View) -> Value {
    let class = rt.types.memoryview;
    rt.new_native_object(class, Box::new(view)).into()
}

fn new(rt: &mut Runtime, _: Value, object: Value) -> Result {
    let native = object.as_object::<Native>();
    if native.as_ref().and_then(|n| view_of(n)).is_some() {
        return with(rt, object, |view| View { released: Cell::new(false), ..*view_copy(view) }).map(|view| make(rt, view));
    }
    let lent = native.as_ref().and_then(|n| n.state().item_format());
    let readonly = native_payload(object).is_object::<Bytes>();
    let length = memory(object, |memory| memory.bytes().len());
    let Some(length) = length else {
        let name = rt.type_name(object);
        return Err(rt.type_error(format!("memoryview: a bytes-like object is required, not '{name}'")));
    };
    let format = lent.unwrap_or('B');
    let item_size = item_size(format).unwrap_or(1);
    let count = length / item_size;
    Ok(make(rt, View { owner: object, format, item_size, start: 0, step: 1, count, readonly, released: Cell::new(false) }))
}

fn view_copy(view: &View) -> Box<View> {
    Box::new(View { released: Cell::new(false), ..*view })
}

/// An item's value.
fn unpack(rt: &mut Runtime, format: char, bytes: &[u8]) -> Value {
    let mut wide = [0u8; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    let unsigned = u64::from_ne_bytes(wide);
    let bits = 64 - 8 * bytes.len() as u32;
    let signed = ((unsigned << bits) as i64) >> bits;
    match format {
        'c' => rt.new_bytes(bytes.to_vec()).into(),
        '?' => Value::bool(unsigned != 0),
        'b' | 'h' | 'i' | 'l' | 'q' | 'n' => rt.new_int(signed),
        'f' => Value::float(f64::from(f32::from_bits(unsigned as u32))),
        'd' => Value::float(f64::from_bits(unsigned)),
        _ => match i64::try_from(unsigned) {
            Ok(small) => rt.new_int(small),
            Err(_) => rt.int_from_decimal(&unsigned.to_string()),
        },
    }
}

/// The bytes of an item.
fn pack(rt: &mut Runtime, format: char, size: usize, v: Value) -> Result<Vec<u8>> {
    let wrong_type = |rt: &mut Runtime| rt.type_error(format!("memoryview: invalid type for format '{format}'"));
    let wrong_value = |rt: &mut Runtime| rt.value_error(format!("memoryview: invalid value for format '{format}'"));
    match format {
        'c' => match native_payload(v).as_object::<Bytes>().filter(|b| b.as_slice().len() == 1) {
            Some(b) => Ok(b.as_slice().to_vec()),
            None => Err(wrong_type(rt)),
        },
        '?' => Ok(vec![u8::from(rt.truth(v)?)]),
        'f' | 'd' => {
            let Ok(x) = rt.to_f64(v) else {
                rt.take_pending();
                return Err(wrong_type(rt));
            };
            let x = visible(x);
            Ok(if format == 'f' { (x as f32).to_ne_bytes().to_vec() } else { x.to_ne_bytes().to_vec() })
        }
        _ => {
            let index = rt.names.__index__;
            if v.as_small_int_or_bool().is_none() && rt.special(v, index).is_none() {
                return Err(wrong_type(rt));
            }
            let whole = rt.index(v)?;
            let text = rt.str(whole)?.to_rust();
            let bits = 8 * size as u32;
            let Ok(wide) = text.parse::<i128>() else { return Err(wrong_value(rt)) };
            let signed = "bhilqn".contains(format);
            let range = if signed { -(1i128 << (bits - 1))..1i128 << (bits - 1) } else { 0..1i128 << bits };
            if !range.contains(&wide) {
                return Err(wrong_value(rt));
            }
            Ok((wide as u64).to_ne_bytes()[..size].to_vec())
        }
    }
}

fn index_of(rt: &mut Runtime, index: Value, count: usize) -> Result<usize> {
    let name = rt.names.__index__;
    if index.as_small_int_or_bool().is_none() && rt.special(index, name).is_none() {
        return Err(rt.type_error("memoryview: invalid slice key"));
    }
    let i = rt.index_i64(index)?;
    let at = if i < 0 { i + count as i64 } else { i };
    match usize::try_from(at).ok().filter(|&at| at < count) {
        Some(at) => Ok(at),
        None => Err(rt.index_error("index out of bounds on dimension 1")),
    }
}

fn item_bytes(view: &View, i: usize) -> Option<Vec<u8>> {
    let at = view.offset(i);
    memory(view.owner, |memory| memory.bytes().get(at..at + view.item_size).map(<[u8]>::to_vec))?
}

fn part(rt: &mut Runtime, this: Value, slice: Gc<Slice>) -> Result<View> {
    let bounds = slice_bounds(rt, slice)?;
    with(rt, this, |view| {
        let range = bounds.adjust(view.count);
        let (start, step) = (view.start + range.start * view.step, view.step * range.step);
        View { start, step, count: range.count, released: Cell::new(false), ..*view_copy(view) }
    })
}

fn get_item(rt: &mut Runtime, this: Value, index: Value) -> Result {
    if let Some(slice) = index.as_object::<Slice>() {
        let view = part(rt, this, slice)?;
        return Ok(make(rt, view));
    }
    let count = with(rt, this, |view| view.count)?;
    let i = index_of(rt, index, count)?;
    let (format, bytes) = with(rt, this, |view| (view.format, item_bytes(view, i)))?;
    match bytes {
        Some(bytes) => Ok(unpack(rt, format, &bytes)),
        None => Err(rt.index_error("index out of bounds on dimension 1")),
    }
}

fn set_item(rt: &mut Runtime, this: Value, index: Value, value: Value) -> Result {
    if with(rt, this, |view| view.readonly)? {
        return Err(rt.type_error("cannot modify read-only memory"));
    }
    if value.is_empty() {
        return Err(rt.type_error("cannot delete memory"));
    }
    let (view, bytes) = match index.as_object::<Slice>() {
        Some(slice) => {
            let view = part(rt, this, slice)?;
            let Some(bytes) = Blob::of(value).map(|blob| blob.view().to_vec()) else {
                let name = rt.type_name(value);
                return Err(rt.type_error(format!("a bytes-like object is required, not '{name}'")));
            };
            if bytes.len() != view.count * view.item_size {
                return Err(rt.value_error("memoryview assignment: lvalue and rvalue have different structures"));
            }
            (view, bytes)
        }
        None => {
            let count = with(rt, this, |view| view.count)?;
            let i = index_of(rt, index, count)?;
            let (format, size) = with(rt, this, |view| (view.format, view.item_size))?;
            let bytes = pack(rt, format, size, value)?;
            let view = with(rt, this, |view| {
                let start = view.start + i as i64 * view.step;
                View { start, step: 1, count: 1, released: Cell::new(false), ..*view_copy(view) }
            })?;
            (view, bytes)
        }
    };
    memory(view.owner, |memory| {
        if let Memory::Open(data) = memory {
            for (i, item) in bytes.chunks(view.item_size).enumerate() {
                let at = view.offset(i);
                if let Some(place) = data.get_mut(at..at + view.item_size) {
                    place.copy_from_slice(item);
                }
            }
        }
    });
    Ok(Value::NONE)
}

fn equal(rt: &mut Runtime, a: Value, b: Value) -> Result {
    if a == b {
        return Ok(Value::TRUE);
    }
    let Ok((mine, format, size)) = with(rt, a, |view| (view.contents(), view.format, view.item_size)) else {
        rt.take_pending();
        return Ok(Value::FALSE);
    };
    let other = b.as_object::<Native>();
    let other_format = match other.as_ref().and_then(|n| view_of(n)) {
        Some(view) => view.format,
        None => other.as_ref().and_then(|n| n.state().item_format()).unwrap_or('B'),
    };
    let Some(theirs) = Blob::of(b).map(|blob| blob.view().to_vec()) else { return Ok(Value::NOT_IMPLEMENTED) };
    if format == other_format {
        return Ok(Value::bool(mine == theirs));
    }
    let other_size = item_size(other_format).unwrap_or(1);
    if mine.len() / size != theirs.len() / other_size {
        return Ok(Value::FALSE);
    }
    for (x, y) in mine.chunks(size).zip(theirs.chunks(other_size)) {
        let (x, y) = (unpack(rt, format, x), unpack(rt, other_format, y));
        if !rt.eq(x, y)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn hash(rt: &mut Runtime, this: Value) -> Result {
    let (readonly, contents) = with(rt, this, |view| (view.readonly, view.contents()))?;
    if !readonly {
        return Err(rt.value_error("cannot hash writable memoryview object"));
    }
    let bytes = rt.new_bytes(contents);
    let hash = rt.hash(bytes.into())?;
    Ok(rt.new_int(hash))
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let released = with(rt, this, |_| ()).is_err();
    if released {
        rt.take_pending();
    }
    let word = if released { "released memory" } else { "memory" };
    Ok(rt.str_value(&format!("<{word} at {:#x}>", this.bits())))
}

fn to_bytes(rt: &mut Runtime, this: Value) -> Result {
    let contents = with(rt, this, View::contents)?;
    Ok(rt.new_bytes(contents).into())
}

fn to_list(rt: &mut Runtime, this: Value) -> Result {
    let (contents, format, size) = with(rt, this, |view| (view.contents(), view.format, view.item_size))?;
    let list = rt.new_empty_list();
    for item in contents.chunks(size) {
        let value = unpack(rt, format, item);
        list.push(rt, value);
    }
    Ok(list.into())
}

fn to_readonly(rt: &mut Runtime, this: Value) -> Result {
    let view = with(rt, this, |view| View { readonly: true, released: Cell::new(false), ..*view_copy(view) })?;
    Ok(make(rt, view))
}

fn release(rt: &mut Runtime, this: Value) -> Result {
    let native = this.as_object::<Native>();
    match native.as_ref().and_then(|n| view_of(n)) {
        Some(view) => {
            view.released.set(true);
            Ok(Value::NONE)
        }
        None => Err(not_a_view(rt, this)),
    }
}

/// As `bytes.hex`.
fn hex(rt: &mut Runtime, args: crate::object::function::Args<'_>) -> Result {
    let Some((&this, rest)) = args.positional.split_first() else { return Err(rt.type_error("hex() needs an argument")) };
    let bytes = to_bytes(rt, this)?;
    let name = rt.intern("hex");
    let method = rt.get_attr(bytes, name)?;
    let mut all = rt.rooted();
    all.extend_from_slice(rest);
    all.extend_from_slice(args.keywords);
    rt.call_with_names(method, &all, args.names)
}

fn cast(rt: &mut Runtime, this: Value, format: Value, shape: Value) -> Result {
    if !shape.is_empty() {
        return Err(rt.runtime_error("unsupported: memoryview.cast() to a shape"));
    }
    let Some(text) = native_payload(format).as_object::<Str>().map(|s| s.to_rust()) else {
        return Err(rt.type_error("format argument must be a string"));
    };
    let mut chars = text.strip_prefix('@').unwrap_or(&text).chars();
    let (code, rest) = (chars.next(), chars.next());
    let (Some(code), None, Some(size)) = (code, rest, code.and_then(item_size)) else {
        return Err(rt.value_error("memoryview: destination format must be a native single character format prefixed with an optional '@'"));
    };
    let (old, step, bytes) = with(rt, this, |view| (view.format, view.step, view.count * view.item_size))?;
    if step != 1 {
        return Err(rt.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if !"Bbc".contains(old) && !"Bbc".contains(code) {
        return Err(rt.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    if bytes % size != 0 {
        return Err(rt.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let view = with(rt, this, |view| {
        let first = view.start * view.item_size as i64;
        (first % size as i64 == 0).then(|| View {
            format: code,
            item_size: size,
            start: first / size as i64,
            count: bytes / size,
            released: Cell::new(false),
            ..*view_copy(view)
        })
    })?;
    match view {
        Some(view) => Ok(make(rt, view)),
        None => Err(rt.runtime_error("unsupported: memoryview.cast() of a view that does not start at a whole item")),
    }
}

fn format(rt: &mut Runtime, this: Value) -> Result {
    let format = with(rt, this, |view| view.format)?;
    Ok(rt.str_value(&format.to_string()))
}

fn shape(rt: &mut Runtime, this: Value) -> Result {
    let count = with(rt, this, |view| view.count)?;
    Ok(rt.new_tuple(&[Value::small_int(count as i64)]).into())
}

fn strides(rt: &mut Runtime, this: Value) -> Result {
    let stride = with(rt, this, |view| view.step * view.item_size as i64)?;
    Ok(rt.new_tuple(&[Value::small_int(stride)]).into())
}
