//! Encodings: text to bytes and back, with CPython's error handlers and messages.
//!
//! Known are utf-8, ascii, latin-1, utf-16 and utf-32 (with and without byte order), and the escapes of literals
//! (`\N{...}` excepted: names of characters are not known here). Each codec walks its input and
//! hands what it cannot convert to [`Handler`]; registered handlers of the program do not exist.

mod decode;
mod encode;
mod escape;

use crate::Runtime;
use crate::object::Gc;
use crate::object::string::Str;
use crate::value::{Raised, Result, Value};

/// Codec by its usual names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Sig,
    Ascii,
    Latin1,
    Utf16(Order),
    Utf32(Order),
    /// Latin-1 with the escapes of string literals.
    UnicodeEscape,
    /// Latin-1 with `\u` and `\U`, as in raw literals of Python 2.
    RawUnicodeEscape,
}

/// Byte order of a wide encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Little-endian with a byte order mark; decoding obeys the mark.
    Marked,
    Little,
    Big,
}

/// What to do with what cannot be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handler {
    Strict,
    Ignore,
    Replace,
    SurrogateEscape,
    SurrogatePass,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
}

impl Codec {
    /// The codec of a name: case, `-`, `_` and spaces do not matter.
    pub(crate) fn by_name(name: &str) -> Option<Codec> {
        let name: String = name.to_ascii_lowercase().chars().map(|c| if matches!(c, '-' | ' ') { '_' } else { c }).collect();
        Some(match name.as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8_ucs2" | "utf8_ucs4" => Codec::Utf8,
            "utf_8_sig" | "utf8_sig" => Codec::Utf8Sig,
            "ascii" | "us_ascii" | "646" | "ansi_x3.4_1968" | "iso646_us" | "us" => Codec::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859" | "cp819" => Codec::Latin1,
            "utf_16" | "utf16" | "u16" => Codec::Utf16(Order::Marked),
            "utf_16_le" | "utf_16le" | "utf16_le" | "utf16le" => Codec::Utf16(Order::Little),
            "utf_16_be" | "utf_16be" | "utf16_be" | "utf16be" => Codec::Utf16(Order::Big),
            "utf_32" | "utf32" | "u32" => Codec::Utf32(Order::Marked),
            "utf_32_le" | "utf_32le" | "utf32_le" | "utf32le" => Codec::Utf32(Order::Little),
            "utf_32_be" | "utf_32be" | "utf32_be" | "utf32be" => Codec::Utf32(Order::Big),
            "unicode_escape" | "unicodeescape" => Codec::UnicodeEscape,
            "raw_unicode_escape" | "rawunicodeescape" => Codec::RawUnicodeEscape,
            _ => return None,
        })
    }

    /// The name in error messages.
    fn label(self) -> &'static str {
        match self {
            Codec::Utf8 | Codec::Utf8Sig => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Utf16(Order::Marked) => "utf-16",
            Codec::Utf16(Order::Little) => "utf-16-le",
            Codec::Utf16(Order::Big) => "utf-16-be",
            Codec::Utf32(Order::Marked) => "utf-32",
            Codec::Utf32(Order::Little) => "utf-32-le",
            Codec::Utf32(Order::Big) => "utf-32-be",
            Codec::UnicodeEscape => "unicodeescape",
            Codec::RawUnicodeEscape => "rawunicodeescape",
        }
    }
}

impl Handler {
    fn by_name(name: &str) -> Option<Handler> {
        Some(match name {
            "strict" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "surrogateescape" => Handler::SurrogateEscape,
            "surrogatepass" => Handler::SurrogatePass,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::XmlCharRefReplace,
            "namereplace" => Handler::NameReplace,
            _ => return None,
        })
    }
}

/// Why a conversion failed: positions in the input, the reason in CPython's words.
pub(crate) struct Failure {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) reason: &'static str,
}

impl Runtime {
    fn codec(&mut self, encoding: &str) -> Result<Codec> {
        match Codec::by_name(encoding) {
            Some(codec) => Ok(codec),
            None => {
                let class = self.exceptions.lookup_error;
                Err(self.raise(class, format!("unknown encoding: {encoding}")))
            }
        }
    }

    /// An unknown handler is an error only when it is needed.
    fn handler(&mut self, errors: &str) -> Result<Handler> {
        match Handler::by_name(errors) {
            Some(handler) => Ok(handler),
            None => {
                let class = self.exceptions.lookup_error;
                Err(self.raise(class, format!("unknown error handler name '{errors}'")))
            }
        }
    }

    /// `bytes.decode(encoding, errors)`.
    ///
    /// # Errors
    /// `UnicodeDecodeError`; `LookupError` for an unknown encoding or a handler that is needed and unknown.
    pub fn decode_bytes(&mut self, bytes: &[u8], encoding: &str, errors: &str) -> Result<Gc<Str>> {
        let codec = self.codec(encoding)?;
        if bytes.is_ascii() && matches!(codec, Codec::Utf8 | Codec::Utf8Sig | Codec::Ascii | Codec::Latin1) {
            return Ok(self.new_str_ascii(bytes));
        }
        let mut decoder = decode::Decoder::new(codec, bytes);
        match decoder.run(Handler::Strict) {
            Ok(text) => return Ok(text.finish(self)),
            Err(failure) if errors == "strict" => return Err(self.decode_error(codec, bytes, failure)),
            Err(_) => {}
        }
        let handler = self.handler(errors)?;
        match decode::Decoder::new(codec, bytes).run(handler) {
            Ok(text) => Ok(text.finish(self)),
            Err(failure) => Err(self.decode_error(codec, bytes, failure)),
        }
    }

    /// `str.encode(encoding, errors)`.
    ///
    /// # Errors
    /// `UnicodeEncodeError`; `LookupError` for an unknown encoding or a handler that is needed and unknown.
    pub fn encode_text(&mut self, s: Gc<Str>, encoding: &str, errors: &str) -> Result<Vec<u8>> {
        let codec = self.codec(encoding)?;
        match encode::encode(codec, s.chars(), Handler::Strict) {
            Ok(bytes) => return Ok(bytes),
            Err(failure) if errors == "strict" => return Err(self.encode_error(codec, s, failure)),
            Err(_) => {}
        }
        let handler = self.handler(errors)?;
        match encode::encode(codec, s.chars(), handler) {
            Ok(bytes) => Ok(bytes),
            Err(failure) => Err(self.encode_error(codec, s, failure)),
        }
    }

    #[cold]
    fn decode_error(&mut self, codec: Codec, bytes: &[u8], failure: Failure) -> Raised {
        let class = self.exceptions.unicode_decode_error;
        let object = self.new_bytes(bytes.to_vec());
        self.unicode_error(class, codec, object.into(), failure)
    }

    #[cold]
    fn encode_error(&mut self, codec: Codec, s: Gc<Str>, failure: Failure) -> Raised {
        let class = self.exceptions.unicode_encode_error;
        self.unicode_error(class, codec, s.into(), failure)
    }

    fn unicode_error(&mut self, class: Gc<crate::object::class::Class>, codec: Codec, object: Value, failure: Failure) -> Raised {
        let encoding = self.str_value(codec.label());
        let reason = self.str_value(failure.reason);
        let (start, end) = (Value::small_int(failure.start as i64), Value::small_int(failure.end as i64));
        let raised = self.raise_with(class, &[encoding, object, start, end, reason]);
        let exception = self.pending;
        let (encoding_key, object_key, reason_key) = (self.names.encoding, self.names.object, self.names.reason);
        let (start_key, end_key) = (self.names.start, self.names.end);
        for (key, value) in [(encoding_key, encoding), (object_key, object), (start_key, start), (end_key, end), (reason_key, reason)] {
            self.set_own_attribute(exception, key, value);
        }
        raised
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::string::Chars;

    #[test]
    fn every_code_point_survives_the_unicode_encodings() {
        let text: Vec<u32> = [0x41, 0xE9, 0x7FF, 0x800, 0xFFFD, 0xFFFF, 0x1_0000, 0x10_FFFF].to_vec();
        for codec in [Codec::Utf8, Codec::Utf16(Order::Marked), Codec::Utf16(Order::Big), Codec::Utf32(Order::Little)] {
            let bytes = encode::encode(codec, Chars::Wide(&text), Handler::Strict).ok().expect("all of it can be encoded");
            let back = decode::Decoder::new(codec, &bytes).run(Handler::Strict).ok().expect("and decoded");
            assert!(back.chars().iter().eq(text.iter().copied()), "{codec:?}");
        }
    }
}
