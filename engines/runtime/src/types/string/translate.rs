//! `maketrans` and `translate`.

use super::arguments::{self, this};
use crate::Runtime;
use crate::object::Gc;
use crate::object::dict::Dict;
use crate::object::instance::native_payload;
use crate::object::int::BigInt;
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str};
use crate::value::{Raised, Result, Value};

pub(super) fn maketrans(rt: &mut Runtime, x: Value, y: Value, z: Value) -> Result {
    let table = rt.new_dict();
    if y.is_empty() {
        let Some(source) = native_payload(x).as_object::<Dict>() else {
            return Err(rt.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        let mut position = 0;
        while let Some((i, key, value)) = source.next_entry(position) {
            position = i + 1;
            let plain = native_payload(key);
            let key = match plain.as_object::<Str>() {
                Some(s) if s.len() == 1 => Value::small_int(i64::from(s.chars().at(0))),
                Some(_) => return Err(rt.value_error("string keys in translate table must be of length 1")),
                None if plain.as_small_int_or_bool().is_some() || plain.is_object::<BigInt>() => key,
                None => return Err(rt.type_error("keys in translate table must be strings or integers")),
            };
            table.set(rt, key, value)?;
        }
        return Ok(table.into());
    }
    let Some(from) = native_payload(x).as_object::<Str>() else {
        return Err(rt.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let to = arguments::text(rt, y, "maketrans() argument 2")?;
    let drop = if z.is_empty() { None } else { Some(arguments::text(rt, z, "maketrans() argument 3")?) };
    if from.len() != to.len() {
        return Err(rt.value_error("the first two maketrans arguments must have equal length"));
    }
    for i in 0..from.len() {
        let (key, value) = (from.chars().at(i), to.chars().at(i));
        table.set(rt, Value::small_int(i64::from(key)), Value::small_int(i64::from(value)))?;
    }
    if let Some(drop) = drop {
        for i in 0..drop.len() {
            let key = drop.chars().at(i);
            table.set(rt, Value::small_int(i64::from(key)), Value::NONE)?;
        }
    }
    Ok(table.into())
}

/// What one character becomes: `None` when it stays (the table has no entry).
fn replacement(rt: &mut Runtime, table: Value, c: u32) -> Result<Option<Value>> {
    let key = Value::small_int(i64::from(c));
    if let Some(dict) = table.as_object::<Dict>() {
        return dict.get(rt, key);
    }
    match rt.get_item(table, key) {
        Ok(v) => Ok(Some(v)),
        Err(Raised) => {
            let lookup_error = rt.exceptions.lookup_error;
            if rt.pending_is(lookup_error) {
                rt.take_pending();
                return Ok(None);
            }
            Err(Raised)
        }
    }
}

fn push_replacement(rt: &mut Runtime, out: &mut StrBuf, v: Value) -> Result<()> {
    if v.is_none() {
        return Ok(());
    }
    let v = native_payload(v);
    if let Some(s) = v.as_object::<Str>() {
        out.push_chars(s.chars());
        return Ok(());
    }
    match v.as_small_int_or_bool() {
        Some(i) => match u32::try_from(i).ok().filter(|&c| c < 0x11_0000) {
            Some(c) => {
                out.push(c);
                Ok(())
            }
            None => Err(rt.value_error("character mapping must be in range(0x110000)")),
        },
        None if v.is_object::<BigInt>() => Err(rt.value_error("character mapping must be in range(0x110000)")),
        None => Err(rt.type_error("character mapping must return integer, None or str")),
    }
}

/// What characters below 128 became.
struct Known([u32; 128]);

impl Known {
    /// Beyond all code points.
    const UNKNOWN: u32 = 0x11_0000;
    /// The character is left out.
    const DROPPED: u32 = 0x11_0001;

    fn of(&self, c: u32) -> u32 {
        self.0.get(c as usize).copied().unwrap_or(Known::UNKNOWN)
    }

    /// Keeps what `c` became, if that is one character or none.
    fn keep(&mut self, c: u32, became: Chars<'_>) {
        if let Some(place) = self.0.get_mut(c as usize) {
            match became.len() {
                0 => *place = Known::DROPPED,
                1 => *place = became.at(0),
                _ => {}
            }
        }
    }
}

/// Where the characters end that are left out, which is asked for ahead: the first other one is asked for again.
fn end_of_dropped(rt: &mut Runtime, s: Gc<Str>, table: Value, out: &mut StrBuf, from: usize) -> Result<usize> {
    let length = out.len();
    for i in from..s.len() {
        let answer = replacement(rt, table, s.chars().at(i))?;
        if let Some(v) = answer {
            push_replacement(rt, out, v)?;
            out.truncate(length);
        }
        if !answer.is_some_and(Value::is_none) {
            return Ok(i);
        }
    }
    Ok(s.len())
}

/// A dict gives the same answer each time. Another table is asked once for each character of an ASCII text, as long as the
/// answers are ASCII characters too, or `None`; from the first other one on, which is asked for again, each time.
pub(super) fn translate(rt: &mut Runtime, s: Value, table: Value) -> Result {
    let s = this(rt, s, "translate")?;
    let mut out = StrBuf::with_capacity(s.len());
    let plain = table.is_object::<Dict>();
    let mut asked_once = plain || matches!(s.chars(), Chars::Ascii(_));
    let mut known = Known([Known::UNKNOWN; 128]);
    let mut i = 0;
    while i < s.len() {
        let c = s.chars().at(i);
        let became = if asked_once { known.of(c) } else { Known::UNKNOWN };
        if became == Known::UNKNOWN {
            let (start, answer) = (out.len(), replacement(rt, table, c)?);
            match answer {
                Some(v) => push_replacement(rt, &mut out, v)?,
                None => out.push(c),
            }
            let became = out.chars().slice(start..out.len());
            let dropped = answer.is_some_and(Value::is_none);
            let simple = dropped || (became.len() == 1 && became.at(0) < 128);
            if plain || (asked_once && simple) {
                known.keep(c, became);
            } else if asked_once {
                asked_once = false;
                out.truncate(start);
                continue;
            } else if dropped {
                i = end_of_dropped(rt, s, table, &mut out, i + 1)?;
                continue;
            }
        } else if became != Known::DROPPED {
            out.push(became);
        }
        i += 1;
    }
    Ok(out.finish_value(rt))
}
