//! Operations that frontends lower statements to: `await`, `async for`, `match`, `except*`. The numbering is that of the
//! resolved tree's list; engines pass numbers through.

use crate::Runtime;
use crate::types::exception_group;
use crate::value::{Result, Value};

type Body = fn(&mut Runtime, &[Value]) -> Result;

const BODIES: [Body; 20] = [
    |_, _| Ok(Value::TRUE),
    |rt, a| rt.awaitable(a[0]),
    |rt, a| rt.async_iter(a[0]),
    |rt, a| rt.async_next(a[0]),
    |rt, a| Ok(Value::bool(a[0] != rt.async_end())),
    |rt, a| Ok(rt.new_cell(a[0]).into()),
    |rt, a| rt.async_enter(a[0]),
    |rt, a| rt.async_exit(a[0], a[1]),
    |rt, a| rt.match_sequence(a),
    |rt, a| rt.match_mapping(a),
    |rt, a| rt.match_rest(a),
    |rt, a| rt.match_class(a),
    |rt, a| exception_group::star_begin(rt, a[0]),
    |rt, a| exception_group::star_match(rt, a[0], a[1]),
    |rt, a| exception_group::star_matched(rt, a[0]),
    |rt, a| exception_group::star_collect(rt, a[0], a[1]),
    |rt, a| exception_group::star_next(rt, a[0]),
    |rt, a| exception_group::star_end(rt, a[0]),
    |rt, a| display(rt, a[0]),
    |rt, a| text(rt, a[0]),
];

impl Runtime {
    /// Does operation number `op` on its operands, of which there are as many as the frontend's list says. They stay where
    /// the collector sees them for the whole call.
    ///
    /// # Errors
    /// Whatever the operation raises.
    pub fn intrinsic(&mut self, op: u8, args: &[Value]) -> Result {
        match BODIES.get(usize::from(op)) {
            Some(body) => body(self, args),
            None => Err(self.runtime_error("unknown operation")),
        }
    }
}

/// A text from its code points.
fn text(rt: &mut Runtime, points: Value) -> Result {
    let bytes = rt.bytes_like(points).unwrap_or_default();
    let points: Vec<u32> = bytes.as_chunks::<4>().0.iter().map(|c| u32::from_le_bytes(*c)).collect();
    Ok(rt.new_str_chars(crate::object::string::Chars::Wide(&points)).into())
}

/// `sys.displayhook`.
fn display(rt: &mut Runtime, v: Value) -> Result {
    if v.is_none() {
        return Ok(v);
    }
    let text = rt.repr(v)?;
    let line = rt.str_value(&format!("{}\n", text.to_rust()));
    let print = rt.intern("print");
    let end = rt.str_value("");
    let builtins = rt.builtins;
    if let Some(print) = builtins.get_str(print) {
        let name = rt.names.end;
        let names = rt.new_tuple(&[name.into()]);
        rt.call_with_names(print, &[line, end], Some(names))?;
    }
    rt.set_builtin("_", v);
    Ok(Value::NONE)
}
