//! f-strings.

use crate::frame::Frame;
use crate::node::{Node, Tree};
use frontend::hir::Conversion;
use runtime::object::string::Str;
use runtime::{Result, Value};

/// A piece of an f-string.
pub(crate) enum Piece {
    Literal(Value),
    Formatted { value: Tree, conversion: Conversion, spec: Option<Tree>, line: u32 },
}

/// `f"..."`.
pub(crate) struct FString {
    pub pieces: Box<[Piece]>,
}

impl Node for FString {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let mut values = f.rt.rooted();
        for piece in &self.pieces {
            let text = match piece {
                Piece::Literal(v) => *v,
                Piece::Formatted { value, conversion, spec, line } => {
                    let v = value.eval(f)?;
                    if v.is_small_int() && *conversion == Conversion::None && spec.is_none() {
                        // Its digits are written in their place.
                        values.push(v);
                        continue;
                    }
                    let spec = match spec {
                        Some(tree) => Some(tree.eval(f)?),
                        None => None,
                    };
                    format_value(f, v, *conversion, spec).inspect_err(|_| f.at_line(*line))?
                }
            };
            values.push(text);
        }
        Ok(f.rt.concat_strings(&values))
    }
}

fn format_value(f: &mut Frame<'_>, v: Value, conversion: Conversion, spec: Option<Value>) -> Result {
    let v = match conversion {
        Conversion::None => v,
        Conversion::Str => f.rt.str(v)?.into(),
        Conversion::Repr => f.rt.repr(v)?.into(),
        Conversion::Ascii => f.rt.ascii(v)?.into(),
    };
    let spec = match spec.and_then(|s| s.as_object::<Str>()) {
        Some(s) => s,
        None if v.is_object::<Str>() => return Ok(v),
        None => f.rt.new_str(""),
    };
    f.rt.format(v, spec).map(Value::from)
}
