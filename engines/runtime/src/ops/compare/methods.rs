//! Comparisons as methods of builtin classes (`int.__lt__`, `list.__eq__`): one table serves all of them, because the
//! natives look at the payload of what they get.

use crate::Runtime;
use crate::object::function::{NativeBody, NativeDef, native};
use crate::ops::CompareOp;
use crate::value::{Result, Value};

macro_rules! compare_methods {
    ($($function:ident $name:literal $op:ident;)*) => {
        $(
            fn $function(rt: &mut Runtime, a: Value, b: Value) -> Result {
                rt.native_compare(CompareOp::$op, a, b)
            }
        )*
        /// `__lt__`, `__le__`, `__eq__`, `__ne__`, `__gt__`, `__ge__` of any builtin class that compares by value.
        pub(crate) const COMPARISONS: &[NativeDef] = &[$(native($name, NativeBody::F2($function), 2),)*];
    };
}

compare_methods! {
    lt "__lt__" Lt;
    le "__le__" Le;
    eq "__eq__" Eq;
    ne "__ne__" Ne;
    gt "__gt__" Gt;
    ge "__ge__" Ge;
}

fn hash(rt: &mut Runtime, v: Value) -> Result {
    let h = rt.native_hash(v)?;
    Ok(rt.new_int(h))
}

/// `__hash__` of any builtin class that hashes by value.
pub(crate) const HASH: &[NativeDef] = &[native("__hash__", NativeBody::F1(hash), 1)];
