//! `_struct`: packing and unpacking of bytes for `python/struct.py`.

use crate::Runtime;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::function::NativeBody::{F1, F2, F3, Var};
use crate::object::function::{Args, NativeDef, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::ops::index::{index_value, int_to_big};
use crate::value::{Raised, Result, Value, visible};
use num_bigint::BigInt as Big;
use num_traits::ToPrimitive;

const FUNCTIONS: &[NativeDef] = &[
    native("calcsize", F1(calc_size), 1),
    native("pack", Var(pack), 1),
    native("unpack", F2(unpack), 2),
    native("pack_into", Var(pack_into), 3),
    native_kw("unpack_from", F3(unpack_from), 2, &["format", "buffer", "offset"]),
];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_struct");
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}

#[cold]
fn error(rt: &mut Runtime, message: &str) -> Raised {
    let (modules, module, name) = (rt.modules, rt.intern("struct"), rt.intern("error"));
    let class = modules.get_str(module).and_then(|m| m.as_object::<Module>()).and_then(|m| m.dict.get_str(name));
    let text = rt.str_value(message);
    match class.map(|class| rt.call(class, &[text])) {
        Some(Ok(exception)) => rt.raise_value(exception),
        _ => rt.value_error(message),
    }
}

/// One code of a format.
#[derive(Clone, Copy)]
struct Field {
    code: u8,
    /// Bytes of one value; for strings of all of it.
    size: usize,
    /// Number of values; pad bytes have none.
    count: usize,
    /// Where the first lies.
    offset: usize,
}

struct Layout {
    fields: Vec<Field>,
    size: usize,
    big_endian: bool,
    native: bool,
}

impl Layout {
    fn values(&self) -> usize {
        self.fields
            .iter()
            .map(|f| {
                if matches!(f.code, b's' | b'p') {
                    1
                } else if f.code == b'x' {
                    0
                } else {
                    f.count
                }
            })
            .sum()
    }
}

fn size_of_code(code: u8, native: bool) -> Option<usize> {
    Some(match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' => {
            if native {
                8
            } else {
                4
            }
        }
        b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if native => 8,
        _ => return None,
    })
}

fn layout(rt: &mut Runtime, format: Value) -> Result<Layout> {
    let text: Vec<u8> = if let Some(s) = native_payload(format).as_object::<Str>() {
        s.to_rust().into_bytes()
    } else if let Some(b) = native_payload(format).as_object::<Bytes>() {
        b.as_slice().to_vec()
    } else {
        let name = rt.type_name(format);
        return Err(rt.type_error(format!("Struct() argument 1 must be a str or bytes object, not {name}")));
    };
    let (mut native, mut aligned, mut big_endian) = (true, true, cfg!(target_endian = "big"));
    let mut at = 1;
    match text.first() {
        Some(b'@') => {}
        Some(b'=') => (native, aligned) = (false, false),
        Some(b'<') => (native, aligned, big_endian) = (false, false, false),
        Some(b'>' | b'!') => (native, aligned, big_endian) = (false, false, true),
        _ => at = 0,
    }
    let mut fields = Vec::new();
    let mut offset = 0usize;
    while at < text.len() {
        let c = text[at];
        at += 1;
        if c.is_ascii_whitespace() || c == 0x0b {
            continue;
        }
        let (mut code, mut count) = (c, 1usize);
        if c.is_ascii_digit() {
            count = usize::from(c - b'0');
            while let Some(d) = text.get(at).filter(|d| d.is_ascii_digit()) {
                count = match count.checked_mul(10).and_then(|n| n.checked_add(usize::from(d - b'0'))) {
                    Some(n) => n,
                    None => return Err(error(rt, "total struct size too long")),
                };
                at += 1;
            }
            match text.get(at) {
                Some(&c) => code = c,
                None => return Err(error(rt, "repeat count given without format specifier")),
            }
            at += 1;
        }
        let Some(size) = size_of_code(code, native) else { return Err(error(rt, "bad char in struct format")) };
        if aligned && size > 1 {
            offset = offset.next_multiple_of(size);
        }
        let total = size.checked_mul(count).and_then(|n| n.checked_add(offset)).filter(|&n| n <= isize::MAX as usize);
        let Some(total) = total else { return Err(error(rt, "total struct size too long")) };
        let size = if matches!(code, b's' | b'p') { count } else { size };
        fields.push(Field { code, size, count, offset });
        offset = total;
    }
    Ok(Layout { fields, size: offset, big_endian, native })
}

fn calc_size(rt: &mut Runtime, format: Value) -> Result {
    let layout = layout(rt, format)?;
    Ok(rt.new_int(layout.size as i64))
}

// ---- unpacking ----------------------------------------------------------------------------------------------------

fn buffer(rt: &mut Runtime, v: Value) -> Result<Vec<u8>> {
    match rt.bytes_like(v) {
        Some(b) => Ok(b),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("a bytes-like object is required, not '{name}'")))
        }
    }
}

fn unpack(rt: &mut Runtime, format: Value, data: Value) -> Result {
    let layout = layout(rt, format)?;
    let data = buffer(rt, data)?;
    if data.len() != layout.size {
        return Err(error(rt, &format!("unpack requires a buffer of {} bytes", layout.size)));
    }
    values_of(rt, &layout, &data)
}

/// Start of `size` bytes at `offset` in a buffer of `len`.
fn place(rt: &mut Runtime, what: &str, offset: i64, len: usize, size: usize) -> Result<usize> {
    let verb = if what == "pack_into" { "packing" } else { "unpacking" };
    let mut at = offset;
    if offset < 0 {
        if size as i64 + offset > 0 {
            let why = if what == "pack_into" {
                format!("no space to pack {size} bytes at offset {offset}")
            } else {
                format!("not enough data to unpack {size} bytes at offset {offset}")
            };
            return Err(error(rt, &why));
        }
        if offset + (len as i64) < 0 {
            return Err(error(rt, &format!("offset {offset} out of range for {len}-byte buffer")));
        }
        at = offset + len as i64;
    }
    if (len as i64 - at) < size as i64 {
        let needed = size as i64 + at;
        return Err(error(
            rt,
            &format!(
                "{what} requires a buffer of at least {needed} bytes for {verb} {size} bytes at offset {at} (actual buffer size is {len})"
            ),
        ));
    }
    Ok(at as usize)
}

fn unpack_from(rt: &mut Runtime, format: Value, data: Value, offset: Value) -> Result {
    let layout = layout(rt, format)?;
    let data = buffer(rt, data)?;
    let offset = match offset.present() {
        Some(v) => rt.index_i64(v)?,
        None => 0,
    };
    let at = place(rt, "unpack_from", offset, data.len(), layout.size)?;
    values_of(rt, &layout, &data[at..at + layout.size])
}

fn values_of(rt: &mut Runtime, layout: &Layout, data: &[u8]) -> Result {
    let mut out = rt.rooted();
    for field in &layout.fields {
        match field.code {
            b'x' => {}
            b's' => {
                let v = rt.new_bytes(data[field.offset..field.offset + field.size].to_vec());
                out.push(v.into());
            }
            b'p' => {
                let part = &data[field.offset..field.offset + field.size];
                let length = part.first().map_or(0, |&n| usize::from(n).min(part.len() - 1));
                let v = rt.new_bytes(part.get(1..1 + length).unwrap_or(&[]).to_vec());
                out.push(v.into());
            }
            code => {
                for i in 0..field.count {
                    let at = field.offset + i * field.size;
                    let mut bytes = [0; 8];
                    bytes[..field.size].copy_from_slice(&data[at..at + field.size]);
                    if layout.big_endian {
                        bytes[..field.size].reverse();
                    }
                    let v = one_value(rt, code, field.size, u64::from_le_bytes(bytes));
                    out.push(v);
                }
            }
        }
    }
    Ok(rt.new_tuple(&out).into())
}

fn one_value(rt: &mut Runtime, code: u8, size: usize, bits: u64) -> Value {
    match code {
        b'c' => rt.new_bytes(vec![bits as u8]).into(),
        b'?' => Value::bool(bits != 0),
        b'f' => Value::float(f64::from(f32::from_bits(bits as u32))),
        b'd' => Value::float(f64::from_bits(bits)),
        b'e' => Value::float(from_half(bits as u16)),
        b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => {
            let shift = 64 - 8 * size as u32;
            rt.new_int((bits << shift) as i64 >> shift)
        }
        _ if bits > i64::MAX as u64 => rt.new_bigint(Big::from(bits)),
        _ => rt.new_int(bits as i64),
    }
}

fn from_half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 0x3FF));
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f64.powi(exponent - 15),
    }
}

/// Half precision, ties to even; `None` when too large.
fn to_half(f: f64) -> Option<u16> {
    let sign = if f.is_sign_negative() { 0x8000 } else { 0 };
    if f.is_nan() {
        return Some(sign | 0x7E00);
    }
    let a = f.abs();
    if a.is_infinite() {
        return Some(sign | 0x7C00);
    }
    if a < 2f64.powi(-14) {
        // Subnormal: a multiple of 2**-24. A carry makes it normal, as it should.
        return Some(sign | (a * 2f64.powi(24)).round_ties_even() as u16);
    }
    let exponent = ((a.to_bits() >> 52) as i32) - 1023;
    let scaled = (a / 2f64.powi(exponent) * 1024.0).round_ties_even() as u32;
    let bits = ((exponent + 15) as u32 * 1024) + scaled - 1024;
    if bits >= 0x7C00 { None } else { Some(sign | bits as u16) }
}

// ---- packing ------------------------------------------------------------------------------------------------------

fn pack(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some((&format, values)) = args.positional.split_first() else { return Err(rt.type_error("missing format argument")) };
    let layout = layout(rt, format)?;
    let bytes = packed(rt, &layout, values, "pack")?;
    Ok(rt.new_bytes(bytes).into())
}

fn pack_into(rt: &mut Runtime, args: Args<'_>) -> Result {
    let [format, target, offset, values @ ..] = args.positional else {
        return Err(error(rt, "pack_into expected buffer argument"));
    };
    let layout = layout(rt, *format)?;
    let Some(array) = native_payload(*target).as_object::<ByteArray>() else {
        let name = rt.type_name(*target);
        return Err(rt.type_error(format!("argument must be read-write bytes-like object, not {name}")));
    };
    if values.len() != layout.values() {
        let message = format!("pack_into expected {} items for packing (got {})", layout.values(), values.len());
        return Err(error(rt, &message));
    }
    let offset = rt.index_i64(*offset)?;
    let len = array.data.borrow().len();
    let at = place(rt, "pack_into", offset, len, layout.size)?;
    let bytes = packed(rt, &layout, values, "pack_into")?;
    if let Some(part) = array.data.borrow_mut().get_mut(at..at + bytes.len()) {
        part.copy_from_slice(&bytes);
    }
    Ok(Value::NONE)
}

fn packed(rt: &mut Runtime, layout: &Layout, values: &[Value], what: &str) -> Result<Vec<u8>> {
    if values.len() != layout.values() {
        let message = format!("{what} expected {} items for packing (got {})", layout.values(), values.len());
        return Err(error(rt, &message));
    }
    let mut out = vec![0; layout.size];
    let mut values = values.iter().copied();
    for field in &layout.fields {
        match field.code {
            b'x' => {}
            b's' | b'p' => {
                let v = values.next().unwrap_or(Value::NONE);
                let Some(bytes) = rt.bytes_like(v) else {
                    return Err(error(rt, &format!("argument for '{}' must be a bytes object", field.code as char)));
                };
                let part = &mut out[field.offset..field.offset + field.size];
                if field.code == b's' {
                    let n = bytes.len().min(part.len());
                    part[..n].copy_from_slice(&bytes[..n]);
                } else if !part.is_empty() {
                    let n = bytes.len().min(part.len() - 1);
                    part[0] = n.min(255) as u8;
                    part[1..=n].copy_from_slice(&bytes[..n]);
                }
            }
            code => {
                for i in 0..field.count {
                    let v = values.next().unwrap_or(Value::NONE);
                    let bits = one_bits(rt, layout, code, field.size, v)?;
                    let mut bytes = bits.to_le_bytes();
                    if layout.big_endian {
                        bytes[..field.size].reverse();
                    }
                    let at = field.offset + i * field.size;
                    out[at..at + field.size].copy_from_slice(&bytes[..field.size]);
                }
            }
        }
    }
    Ok(out)
}

fn one_bits(rt: &mut Runtime, layout: &Layout, code: u8, size: usize, v: Value) -> Result<u64> {
    match code {
        b'c' => match native_payload(v).as_object::<Bytes>() {
            Some(b) if b.as_slice().len() == 1 => Ok(u64::from(b.as_slice()[0])),
            _ => Err(error(rt, "char format requires a bytes object of length 1")),
        },
        b'?' => rt.truth(v).map(u64::from),
        b'f' | b'd' | b'e' => {
            let Some(f) = (match rt.try_f64(v) {
                Ok(f) => f,
                Err(raised) if rt.pending_is(rt.exceptions.type_error) => {
                    rt.take_pending();
                    let _ = raised;
                    None
                }
                Err(raised) => return Err(raised),
            }) else {
                return Err(error(rt, "required argument is not a float"));
            };
            match code {
                b'd' => Ok(visible(f).to_bits()),
                b'f' => {
                    let single = visible(f) as f32;
                    if single.is_infinite() && f.is_finite() && !layout.native {
                        return Err(rt.overflow_error("float too large to pack with f format"));
                    }
                    Ok(u64::from(single.to_bits()))
                }
                _ => match to_half(f) {
                    Some(h) => Ok(u64::from(h)),
                    None => Err(rt.overflow_error("float too large to pack with e format")),
                },
            }
        }
        _ => integer_bits(rt, code, size, v),
    }
}

fn integer_bits(rt: &mut Runtime, code: u8, size: usize, v: Value) -> Result<u64> {
    let Some(int) = index_value(rt, v)? else {
        return Err(error(rt, "required argument is not an integer"));
    };
    let big = int_to_big(int);
    let signed = matches!(code, b'b' | b'h' | b'i' | b'l' | b'q' | b'n');
    let bits = 8 * size as u32;
    if code == b'P' {
        return match big.to_i64().map(|i| i as u64).or_else(|| big.to_u64()) {
            Some(bits) => Ok(bits),
            None => Err(error(rt, "int too large to convert")),
        };
    }
    let (low, high) = if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
    match big.to_i128() {
        Some(i) if i >= low && i <= high => Ok(i as u64),
        // What does not even fit the machine's word has a text of its own.
        i => {
            let word = i.filter(|&i| if signed || size < 4 { i64::try_from(i).is_ok() } else { u64::try_from(i).is_ok() });
            if word.is_none() || size == 8 {
                return Err(error(rt, "argument out of range"));
            }
            let name = match code {
                b'b' => "byte".to_string(),
                b'B' => "ubyte".to_string(),
                b'h' => "short".to_string(),
                b'H' => "ushort".to_string(),
                c => format!("'{}'", c as char),
            };
            Err(error(rt, &format!("{name} format requires {low} <= number <= {high}")))
        }
    }
}
