//! `_hashlib` and `binascii`: digests and encodings of bytes, the parts that are slow in Python.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::NativeBody::{F1, F2, F3};
use crate::object::function::{NativeDef, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::value::{Raised, Result, Value};
use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};

const FUNCTIONS: &[NativeDef] = &[native("digest", F2(digest), 2)];

const BINASCII: &[NativeDef] = &[
    native("hexlify", F1(hexlify), 1),
    native("b2a_hex", F1(hexlify), 1),
    native("unhexlify", F1(unhexlify), 1),
    native("a2b_hex", F1(unhexlify), 1),
    native("crc32", F2(crc32), 1),
    native("_adler32", F2(adler32), 1),
    native_kw("b2a_base64", F2(to_base64), 1, &["data"]),
    native_kw("a2b_base64", F2(from_base64), 1, &["data"]),
    native("_b2a_radix", F3(to_radix), 3),
];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_hashlib");
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}

pub(crate) fn create_binascii(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_binascii");
    rt.install_module_functions(module, BINASCII);
    Ok(module)
}

fn bytes(rt: &mut Runtime, v: Value) -> Result<Vec<u8>> {
    match rt.bytes_like(v) {
        Some(b) => Ok(b),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("a bytes-like object is required, not '{name}'")))
        }
    }
}

/// Bytes, or text that is ASCII.
fn ascii(rt: &mut Runtime, v: Value) -> Result<Vec<u8>> {
    if let Some(s) = native_payload(v).as_object::<Str>() {
        return match s.as_ascii() {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => Err(rt.value_error("string argument should contain only ASCII characters")),
        };
    }
    match rt.bytes_like(v) {
        Some(b) => Ok(b),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("argument should be bytes, buffer or ASCII string, not '{name}'")))
        }
    }
}

/// `digest(name, data)`; `None` for an unknown name.
fn digest(rt: &mut Runtime, name: Value, data: Value) -> Result {
    let Some(name) = name.as_object::<Str>() else { return Ok(Value::NONE) };
    let data = bytes(rt, data)?;
    let out = match name.to_rust().as_str() {
        "md5" => Md5::digest(&data).to_vec(),
        "sha1" => Sha1::digest(&data).to_vec(),
        "sha224" => Sha224::digest(&data).to_vec(),
        "sha256" => Sha256::digest(&data).to_vec(),
        "sha384" => Sha384::digest(&data).to_vec(),
        "sha512" => Sha512::digest(&data).to_vec(),
        _ => return Ok(Value::NONE),
    };
    Ok(rt.new_bytes(out).into())
}

#[cold]
fn error(rt: &mut Runtime, message: &str) -> Raised {
    let (modules, module, name) = (rt.modules, rt.intern("binascii"), rt.intern("Error"));
    let class = modules.get_str(module).and_then(|m| m.as_object::<Module>()).and_then(|m| m.dict.get_str(name));
    let text = rt.str_value(message);
    match class.map(|class| rt.call(class, &[text])) {
        Some(Ok(exception)) => rt.raise_value(exception),
        _ => rt.value_error(message),
    }
}

fn hexlify(rt: &mut Runtime, data: Value) -> Result {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let data = bytes(rt, data)?;
    let out = data.iter().flat_map(|&b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).collect();
    Ok(rt.new_bytes(out).into())
}

fn unhexlify(rt: &mut Runtime, text: Value) -> Result {
    let text = ascii(rt, text)?;
    if text.len() % 2 != 0 {
        return Err(error(rt, "Odd-length string"));
    }
    let mut out = Vec::with_capacity(text.len() / 2);
    for pair in text.chunks(2) {
        match ((pair[0] as char).to_digit(16), (pair[1] as char).to_digit(16)) {
            (Some(a), Some(b)) => out.push((a * 16 + b) as u8),
            _ => return Err(error(rt, "Non-hexadecimal digit found")),
        }
    }
    Ok(rt.new_bytes(out).into())
}

/// CRC-32 of ISO 3309, bit by bit over a table of 256 entries.
fn crc32(rt: &mut Runtime, data: Value, start: Value) -> Result {
    let data = bytes(rt, data)?;
    let start = match start.present() {
        Some(v) => rt.index_i64(v)? as u32,
        None => 0,
    };
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut i = 0;
        while i < 256 {
            let mut c = i as u32;
            let mut bit = 0;
            while bit < 8 {
                c = if c & 1 != 0 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 };
                bit += 1;
            }
            table[i] = c;
            i += 1;
        }
        table
    };
    let crc = data.iter().fold(!start, |crc, &b| TABLE[usize::from(crc as u8 ^ b)] ^ crc >> 8);
    Ok(Value::small_int(i64::from(!crc)))
}

fn adler32(rt: &mut Runtime, data: Value, start: Value) -> Result {
    let data = bytes(rt, data)?;
    let start = match start.present() {
        Some(v) => rt.index_i64(v)? as u32,
        None => 1,
    };
    let (mut a, mut b) = (start & 0xFFFF, start >> 16);
    for &byte in &data {
        a = (a + u32::from(byte)) % 65521;
        b = (b + a) % 65521;
    }
    Ok(Value::small_int(i64::from(b << 16 | a)))
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `(data, newline=True)`
fn to_base64(rt: &mut Runtime, data: Value, newline: Value) -> Result {
    let data = bytes(rt, data)?;
    let newline = match newline.present() {
        Some(v) => rt.truth(v)?,
        None => true,
    };
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    for chunk in data.chunks(3) {
        let word = chunk.iter().enumerate().fold(0u32, |w, (i, &b)| w | u32::from(b) << (16 - 8 * i));
        for i in 0..4 {
            out.push(if i <= chunk.len() { BASE64[(word >> (18 - 6 * i) & 63) as usize] } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    Ok(rt.new_bytes(out).into())
}

/// `(text, strict=False)`: what is outside the alphabet is skipped, unless strict.
fn from_base64(rt: &mut Runtime, text: Value, strict: Value) -> Result {
    let text = ascii(rt, text)?;
    let strict = match strict.present() {
        Some(v) => rt.truth(v)?,
        None => false,
    };
    if strict && text.first() == Some(&b'=') {
        return Err(error(rt, "Leading padding not allowed"));
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut quad, mut left, mut pads, mut padded) = (0usize, 0u8, 0usize, false);
    for (i, &c) in text.iter().enumerate() {
        if c == b'=' {
            padded = true;
            pads += 1;
            if quad >= 2 && quad + pads >= 4 {
                if strict && i + 1 < text.len() {
                    return Err(error(rt, "Excess data after padding"));
                }
                return Ok(rt.new_bytes(out).into());
            }
            continue;
        }
        let Some(digit) = BASE64.iter().position(|&b| b == c) else {
            if strict {
                return Err(error(rt, "Only base64 data is allowed"));
            }
            continue;
        };
        if strict && padded {
            return Err(error(rt, "Discontinuous padding not allowed"));
        }
        pads = 0;
        let digit = digit as u8;
        match quad {
            0 => left = digit,
            1 => {
                out.push(left << 2 | digit >> 4);
                left = digit & 15;
            }
            2 => {
                out.push(left << 4 | digit >> 2);
                left = digit & 3;
            }
            _ => out.push(left << 6 | digit),
        }
        quad = (quad + 1) % 4;
    }
    if quad == 1 {
        let count = out.len() / 3 * 4 + 1;
        let message = format!("Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple of 4");
        return Err(error(rt, &message));
    }
    if quad != 0 {
        return Err(error(rt, "Incorrect padding"));
    }
    Ok(rt.new_bytes(out).into())
}

/// `(data, width, alphabet)`: every four bytes, big endian, as `width` digits of an alphabet; the last word is filled up
/// with zeros. Base 85 in its forms.
fn to_radix(rt: &mut Runtime, data: Value, width: Value, alphabet: Value) -> Result {
    let (data, alphabet) = (bytes(rt, data)?, bytes(rt, alphabet)?);
    let width = rt.index_i64(width)?.clamp(1, 32) as usize;
    let radix = alphabet.len().max(2) as u32;
    let mut out = Vec::with_capacity(data.len().div_ceil(4) * width);
    for chunk in data.chunks(4) {
        let mut word = chunk.iter().enumerate().fold(0u32, |w, (i, &b)| w | u32::from(b) << (24 - 8 * i));
        let at = out.len();
        out.resize(at + width, alphabet.first().copied().unwrap_or(0));
        for place in out[at..].iter_mut().rev() {
            *place = alphabet.get((word % radix) as usize).copied().unwrap_or(0);
            word /= radix;
        }
    }
    Ok(rt.new_bytes(out).into())
}
