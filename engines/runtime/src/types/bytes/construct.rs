//! Constructors of `bytes` and `bytearray`, `fromhex`, `hex`, `decode`.

use super::blob::{self, Blob, this, this_array};
use crate::Runtime;
use crate::object::bytes::Bytes;
use crate::object::class::Class;
use crate::object::function::Args;
use crate::object::instance::native_payload;
use crate::object::string::Str;
use crate::types::string::arguments;
use crate::value::{Raised, Result, Value};

/// `source`, `encoding`, `errors`; absent ones empty.
fn parameters(rt: &mut Runtime, args: Args<'_>, class: &str) -> Result<[Value; 3]> {
    const NAMES: [&str; 3] = ["source", "encoding", "errors"];
    let given = args.positional.len() - 1 + args.keywords.len();
    if given > 3 {
        return Err(rt.type_error(format!("{class}() takes at most 3 arguments ({given} given)")));
    }
    let mut values = [Value::EMPTY; 3];
    values[..args.positional.len() - 1].copy_from_slice(&args.positional[1..]);
    for (name, value) in args.keyword_pairs() {
        let Some(i) = NAMES.iter().position(|n| name.eq_rust(n)) else {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for {class}()", name.to_rust())));
        };
        if !values[i].is_empty() {
            return Err(rt.type_error(format!("argument for {class}() given by name ('{}') and position ({})", NAMES[i], i + 1)));
        }
        values[i] = value;
    }
    Ok(values)
}

/// The bytes that the constructor's arguments stand for.
fn contents(rt: &mut Runtime, [source, encoding, errors]: [Value; 3], class: &str) -> Result<Vec<u8>> {
    let text = native_payload(source).as_object::<Str>().filter(|_| !source.is_empty());
    if !encoding.is_empty() || !errors.is_empty() {
        let Some(text) = text else {
            let which = if encoding.is_empty() { "errors" } else { "encoding" };
            return Err(rt.type_error(format!("{which} without a string argument")));
        };
        let encoding = arguments::optional_text(rt, encoding, &format!("{class}() argument 'encoding'"), "utf-8")?;
        let errors = arguments::optional_text(rt, errors, &format!("{class}() argument 'errors'"), "strict")?;
        return rt.encode_text(text, &encoding, &errors);
    }
    if source.is_empty() {
        return Ok(Vec::new());
    }
    if text.is_some() {
        return Err(rt.type_error("string argument without an encoding"));
    }
    if let Some(b) = Blob::of(source) {
        return Ok(b.view().to_vec());
    }
    if blob::is_integer(rt, source) {
        return zeros(rt, source);
    }
    let message = if class == "bytes" { "bytes must be in range(0, 256)" } else { "byte must be in range(0, 256)" };
    match collect(rt, source, message)? {
        Some(data) => Ok(data),
        None => {
            let name = rt.type_name(source);
            Err(rt.type_error(format!("cannot convert '{name}' object to {class}")))
        }
    }
}

fn zeros(rt: &mut Runtime, count: Value) -> Result<Vec<u8>> {
    let count = match arguments::index(rt, count) {
        Ok(count) => count,
        Err(Raised) => {
            let overflow = rt.exceptions.overflow_error;
            if !rt.pending_is(overflow) {
                return Err(Raised);
            }
            rt.take_pending();
            let name = rt.type_name(count);
            return Err(rt.overflow_error(format!("cannot fit '{name}' into an index-sized integer")));
        }
    };
    let Ok(count) = usize::try_from(count) else { return Err(rt.value_error("negative count")) };
    rt.check_text_size(count, 1)?;
    Ok(vec![0; count])
}

/// The items of an iterable of integers; `None` when it cannot be iterated.
pub(super) fn collect(rt: &mut Runtime, source: Value, message: &str) -> Result<Option<Vec<u8>>> {
    let iterator = match rt.get_iter(source) {
        Ok(iterator) => iterator,
        Err(Raised) => {
            let type_error = rt.exceptions.type_error;
            if rt.pending_is(type_error) {
                rt.take_pending();
                return Ok(None);
            }
            return Err(Raised);
        }
    };
    let mut data = Vec::new();
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(Some(data));
        }
        data.push(blob::byte_with(rt, item, message)?);
    }
}

fn finish(rt: &mut Runtime, class: Value, own: crate::object::Gc<Class>, value: Value) -> Value {
    match class.as_object::<Class>() {
        Some(class) if class != own => rt.wrap_payload(class, value),
        _ => value,
    }
}

pub(super) fn new_bytes(rt: &mut Runtime, args: Args<'_>) -> Result {
    let own = rt.types.bytes;
    let class = args.positional[0];
    if let Some(c) = class.as_object::<Class>()
        && !c.is_subclass(own)
    {
        let name = c.name_text();
        return Err(rt.type_error(format!("bytes.__new__({name}): {name} is not a subtype of bytes")));
    }
    let values = parameters(rt, args, "bytes")?;
    let [source, encoding, errors] = values;
    if encoding.is_empty() && errors.is_empty() && !source.is_empty() {
        if source.is_object::<Bytes>() && class == Value::from(own) {
            return Ok(source);
        }
        let name = rt.names.__bytes__;
        if let Some(method) = rt.special(source, name)
            && !source.is_object::<Bytes>()
        {
            let result = rt.call_bound_special(method, source, &[], None)?;
            if !native_payload(result).is_object::<Bytes>() {
                let name = rt.type_name(result);
                return Err(rt.type_error(format!("__bytes__ returned non-bytes (type {name})")));
            }
            return Ok(if class == Value::from(own) { result } else { finish(rt, class, own, native_payload(result)) });
        }
    }
    let data = contents(rt, values, "bytes")?;
    let bytes = rt.new_bytes(data);
    Ok(finish(rt, class, own, bytes.into()))
}

pub(super) fn new_array(rt: &mut Runtime, args: Args<'_>) -> Result {
    let own = rt.types.bytearray;
    let array = rt.new_bytearray(Vec::new());
    Ok(finish(rt, args.positional[0], own, array.into()))
}

pub(super) fn init_array(rt: &mut Runtime, args: Args<'_>) -> Result {
    let array = this_array(rt, args.positional[0], "__init__")?;
    let values = parameters(rt, args, "bytearray")?;
    let data = contents(rt, values, "bytearray")?;
    *array.data.borrow_mut() = data;
    array.account(rt);
    Ok(Value::NONE)
}

pub(super) fn bytes_of(rt: &mut Runtime, b: Value) -> Result {
    Ok(this(rt, b, "__bytes__")?.value())
}

pub(super) fn decode(rt: &mut Runtime, b: Value, encoding: Value, errors: Value) -> Result {
    let b = this(rt, b, "decode")?;
    if encoding.is_empty() && errors.is_empty() && b.view().is_ascii() {
        let text = b.view();
        return Ok(rt.new_str_ascii(&text).into());
    }
    let encoding = arguments::optional_text(rt, encoding, "decode() argument 'encoding'", "utf-8")?;
    let errors = arguments::optional_text(rt, errors, "decode() argument 'errors'", "strict")?;
    Ok(rt.decode_bytes(&b.view(), &encoding, &errors)?.into())
}

// ---- hexadecimal ------------------------------------------------------------------------------------------------------

pub(super) fn fromhex(rt: &mut Runtime, class: Value, text: Value) -> Result {
    let text = arguments::text(rt, text, "fromhex() argument")?;
    let chars = text.chars();
    let digit = |i: usize| (i < chars.len()).then(|| char::from_u32(chars.at(i)).and_then(|c| c.to_digit(16))).flatten();
    let mut data = Vec::with_capacity(chars.len() / 2);
    let mut i = 0;
    while i < chars.len() {
        if matches!(chars.at(i), 9..=13 | 32) {
            i += 1;
            continue;
        }
        let pair = [digit(i), digit(i + 1)];
        let &[Some(high), Some(low)] = &pair else {
            let at = if pair[0].is_none() { i } else { i + 1 };
            return Err(rt.value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}")));
        };
        data.push((high << 4 | low) as u8);
        i += 2;
    }
    let (bytes, array) = (Value::from(rt.types.bytes), Value::from(rt.types.bytearray));
    if class == array {
        return Ok(rt.new_bytearray(data).into());
    }
    let result = rt.new_bytes(data);
    if class == bytes { Ok(result.into()) } else { rt.call(class, &[result.into()]) }
}

pub(super) fn hex(rt: &mut Runtime, b: Value, separator: Value, group: Value) -> Result {
    let b = this(rt, b, "hex")?;
    let separator = match separator.present() {
        Some(s) => Some(hex_separator(rt, s)?),
        None => None,
    };
    let group = if group.is_empty() { 1 } else { arguments::c_int(rt, group)? };
    let text = hex_text(&b.view(), separator, group);
    Ok(rt.new_str_ascii_owned(text).into())
}

fn hex_separator(rt: &mut Runtime, v: Value) -> Result<u8> {
    let (length, byte) = match (native_payload(v).as_object::<Str>(), Blob::of(v)) {
        (Some(s), _) => (s.len(), s.chars().iter().next().and_then(|c| u8::try_from(c).ok())),
        (None, Some(b)) => (b.view().len(), b.view().first().copied()),
        (None, None) => {
            let length = rt.length(v)?;
            return Err(if length == 1 { rt.type_error("sep must be str or bytes.") } else { rt.value_error("sep must be length 1.") });
        }
    };
    if length != 1 {
        return Err(rt.value_error("sep must be length 1."));
    }
    match byte.filter(u8::is_ascii) {
        Some(b) => Ok(b),
        None => Err(rt.value_error("sep must be ASCII.")),
    }
}

/// Groups count from the right when positive, from the left when negative.
fn hex_text(data: &[u8], separator: Option<u8>, group: i32) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let size = group.unsigned_abs() as usize;
    let mut out = Vec::with_capacity(data.len() * 3);
    for (i, &b) in data.iter().enumerate() {
        if let Some(separator) = separator
            && i > 0
            && size > 0
            && (if group > 0 { data.len() - i } else { i }) % size == 0
        {
            out.push(separator);
        }
        out.extend([DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]);
    }
    out
}
