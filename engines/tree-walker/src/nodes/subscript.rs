//! Subscription.

use crate::frame::Frame;
use crate::node::{AnyOperand, Node, Operand, Tree, with_operand};
use runtime::object::Kind;
use runtime::object::ShapeId;
use runtime::object::list::List;
use runtime::object::tuple::Tuple;
use runtime::{Result, Value};

struct Subscript<A, B> {
    object: A,
    index: B,
    line: u32,
}

/// Index of a sequence of `len` items, negative ones counted from the end.
#[inline(always)]
pub(crate) fn position(index: Value, len: usize) -> Option<usize> {
    let i = index.as_small_int()?;
    let i = if i < 0 { i + len as i64 } else { i };
    if (0..len as i64).contains(&i) { Some(i as usize) } else { None }
}

/// A `list` proper, no subclass.
#[inline(always)]
pub(crate) fn exact_list(v: Value) -> Option<runtime::object::Gc<List>> {
    match v.header() {
        Some(h) if h.shape() == ShapeId(Kind::List as u32) => v.as_object(),
        _ => None,
    }
}

impl<A: Operand, B: Operand> Node for Subscript<A, B> {
    #[inline]
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let object = self.object.get(f)?;
        let index = self.index.get(f)?;
        if let Some(list) = exact_list(object) {
            if let Some(v) = position(index, list.len()).and_then(|i| list.get(i)) {
                return Ok(v);
            }
        } else if let Some(tuple) = object.as_object::<Tuple>()
            && let Some(i) = position(index, tuple.len())
        {
            return Ok(tuple.items()[i]);
        }
        general(f, object, index, self.line)
    }
}

#[cold]
#[inline(never)]
fn general(f: &mut Frame<'_>, object: Value, index: Value, line: u32) -> Result {
    f.rt.get_item(object, index).inspect_err(|_| f.at_line(line))
}

/// A node for `object[index]`.
pub(crate) fn subscript(object: AnyOperand, index: AnyOperand, line: u32) -> Tree {
    with_operand!(object, object => with_operand!(index, index => Box::new(Subscript { object, index, line })))
}

/// `lower:upper:step`.
pub(crate) struct Slice {
    pub parts: [Option<Tree>; 3],
}

impl Node for Slice {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let mut values = [Value::NONE; 3];
        for (value, part) in values.iter_mut().zip(&self.parts) {
            if let Some(tree) = part {
                *value = tree.eval(f)?;
            }
        }
        let [start, stop, step] = values;
        Ok(f.rt.new_slice(start, stop, step).into())
    }
}
