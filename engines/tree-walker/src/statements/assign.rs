//! Assignment, augmented assignment, deletion.

use crate::frame::{Flow, Frame};
use crate::node::{Node, Statement, Tree, flow};
use crate::nodes::subscript::{exact_list, position};
use crate::nodes::variable::{Slot, delete, store};
use runtime::object::Gc;
use runtime::object::exception::Exception;
use runtime::object::instance::Instance;
use runtime::object::string::Str;
use runtime::object::tuple::Tuple;
use runtime::ops::attribute::StoreCache;
use runtime::{BinaryOp, Raised, Result, Value};
use std::cell::Cell;

/// A binding target.
pub(crate) enum Target {
    Variable(Slot),
    Attribute(Box<AttributeTarget>),
    Subscript { object: Tree, index: Tree, line: u32 },
    Unpack { items: Box<[Target]>, star: Option<usize>, line: u32 },
}

/// `object.name` as a target, with an inline cache.
pub(crate) struct AttributeTarget {
    pub object: Tree,
    pub name: Gc<Str>,
    pub line: u32,
    pub cache: Cell<StoreCache>,
}

impl AttributeTarget {
    #[inline]
    pub fn set(&self, f: &mut Frame<'_>, object: Value, value: Value) -> Result<()> {
        if let Some(instance) = object.as_object::<Instance>() {
            let header = instance.header();
            match self.cache.get() {
                StoreCache::Existing { shape, class, version, slot } if header.shape() == shape && class.version.get() == version => {
                    instance.set_slot(f.rt, slot, value);
                    return Ok(());
                }
                StoreCache::Added { shape, class, version, new_shape, slot }
                    if header.shape() == shape && class.version.get() == version && slot < u32::from(header.aux()) =>
                {
                    header.set_shape(new_shape);
                    instance.set_slot(f.rt, slot, value);
                    return Ok(());
                }
                _ => {}
            }
        }
        if let Some(exception) = object.as_object::<Exception>() {
            let shape_now = exception.header().shape();
            match self.cache.get() {
                StoreCache::Existing { shape, class, version, slot } if shape_now == shape && class.version.get() == version => {
                    f.rt.set_exception_slot(exception, slot, None, value);
                    return Ok(());
                }
                StoreCache::Added { shape, class, version, new_shape, slot } if shape_now == shape && class.version.get() == version => {
                    f.rt.set_exception_slot(exception, slot, Some(new_shape), value);
                    return Ok(());
                }
                _ => {}
            }
        }
        self.miss(f, object, value)
    }

    #[cold]
    #[inline(never)]
    fn miss(&self, f: &mut Frame<'_>, object: Value, value: Value) -> Result<()> {
        self.cache.set(f.rt.cacheable_store(object, self.name));
        f.rt.set_attr(object, self.name, value).inspect_err(|_| f.at_line(self.line))
    }
}

/// `object[index] = value`.
#[inline]
fn set_item(f: &mut Frame<'_>, object: Value, index: Value, value: Value, line: u32) -> Result<()> {
    if let Some(list) = exact_list(object)
        && let Some(i) = position(index, list.len())
    {
        list.set(i, value);
        return Ok(());
    }
    f.rt.set_item(object, index, value).inspect_err(|_| f.at_line(line))
}

impl Target {
    /// Binds `value`.
    #[inline]
    pub fn assign(&self, f: &mut Frame<'_>, value: Value) -> Flow {
        match self {
            Target::Variable(Slot::Local(slot)) => {
                f.set_local(*slot, value);
                Flow::Next
            }
            Target::Variable(slot) => flow(store(f, slot, value)),
            other => flow(other.assign_general(f, value)),
        }
    }

    fn assign_general(&self, f: &mut Frame<'_>, value: Value) -> Result<()> {
        match self {
            Target::Variable(slot) => store(f, slot, value),
            Target::Attribute(target) => {
                let object = target.object.eval(f)?;
                target.set(f, object, value)
            }
            Target::Subscript { object, index, line } => {
                let object = object.eval(f)?;
                let index = index.eval(f)?;
                set_item(f, object, index, value, *line)
            }
            Target::Unpack { items, star, line } => unpack(f, items, *star, *line, value),
        }
    }

    /// `del target`.
    pub fn delete(&self, f: &mut Frame<'_>) -> Result<()> {
        match self {
            Target::Variable(slot) => delete(f, slot),
            Target::Attribute(target) => {
                let object = target.object.eval(f)?;
                f.rt.set_attr(object, target.name, Value::EMPTY).inspect_err(|_| f.at_line(target.line))
            }
            Target::Subscript { object, index, line } => {
                let object = object.eval(f)?;
                let index = index.eval(f)?;
                f.rt.delete_item(object, index).inspect_err(|_| f.at_line(*line))
            }
            Target::Unpack { items, .. } => items.iter().try_for_each(|item| item.delete(f)),
        }
    }
}

/// Most targets that are unpacked through the native stack.
const INLINE_TARGETS: usize = 4;

fn unpack(f: &mut Frame<'_>, items: &[Target], star: Option<usize>, line: u32, value: Value) -> Result<()> {
    let all = |f: &mut Frame<'_>, values: &[Value]| {
        for (item, &v) in items.iter().zip(values) {
            if item.assign(f, v) == Flow::Raise {
                return Err(Raised);
            }
        }
        Ok(())
    };
    if let Some(tuple) = value.as_object::<Tuple>()
        && star.is_none()
        && tuple.len() == items.len()
    {
        return all(f, tuple.items());
    }
    if let Some(list) = exact_list(value)
        && star.is_none()
        && list.len() == items.len()
        && items.iter().all(|item| matches!(item, Target::Variable(Slot::Local(_))))
    {
        // Binding locals runs no code that could change the list.
        for (at, item) in items.iter().enumerate() {
            if let (Target::Variable(Slot::Local(slot)), Some(v)) = (item, list.get(at)) {
                f.set_local(*slot, v);
            }
        }
        return Ok(());
    }
    if items.len() <= INLINE_TARGETS {
        let mut values = [Value::EMPTY; INLINE_TARGETS];
        f.rt.unpack(value, &mut values[..items.len()], star).inspect_err(|_| f.at_line(line))?;
        return all(f, &values[..items.len()]);
    }
    let mut values = f.rt.rooted();
    values.resize(items.len(), Value::EMPTY);
    f.rt.unpack(value, &mut values, star).inspect_err(|_| f.at_line(line))?;
    all(f, &values)
}

/// An expression as a statement.
pub(crate) struct ExpressionStatement(pub Tree);

impl Statement for ExpressionStatement {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        flow(self.0.eval(f).map(|_| ()))
    }
}

/// `local = value`.
pub(crate) struct AssignLocal {
    pub slot: usize,
    pub value: Tree,
}

impl Statement for AssignLocal {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        match self.value.eval(f) {
            Ok(v) => {
                f.set_local(self.slot, v);
                Flow::Next
            }
            Err(Raised) => Flow::Raise,
        }
    }
}

/// `a = b = value`.
pub(crate) struct Assign {
    pub targets: Box<[Target]>,
    pub value: Tree,
}

impl Statement for Assign {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        let Ok(v) = self.value.eval(f) else { return Flow::Raise };
        for target in &self.targets {
            if target.assign(f, v) == Flow::Raise {
                return Flow::Raise;
            }
        }
        Flow::Next
    }
}

/// Target of `op=` with parts to evaluate once.
pub(crate) enum AugTarget {
    Attribute { target: AttributeTarget, read: crate::nodes::attribute::Attribute },
    Subscript { object: Tree, index: Tree },
}

/// `object.name op= value`, `object[index] op= value`.
pub(crate) struct AugAssign {
    pub target: AugTarget,
    pub op: BinaryOp,
    pub value: Tree,
    pub line: u32,
}

impl Statement for AugAssign {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        flow(self.run(f).inspect_err(|_| f.at_line(self.line)))
    }
}

impl AugAssign {
    fn run(&self, f: &mut Frame<'_>) -> Result<()> {
        match &self.target {
            AugTarget::Attribute { target, read } => {
                let object = target.object.eval(f)?;
                let old = read.read(f, object)?;
                let new = self.combine(f, old)?;
                target.set(f, object, new)
            }
            AugTarget::Subscript { object, index } => {
                let object = object.eval(f)?;
                let index = index.eval(f)?;
                let old = match exact_list(object).and_then(|l| position(index, l.len()).and_then(|i| l.get(i))) {
                    Some(v) => v,
                    None => f.rt.get_item(object, index)?,
                };
                let new = self.combine(f, old)?;
                set_item(f, object, index, new, self.line)
            }
        }
    }

    #[inline]
    fn combine(&self, f: &mut Frame<'_>, old: Value) -> Result {
        let value = self.value.eval(f)?;
        match crate::nodes::arithmetic::fast(self.op, old, value) {
            Some(v) => Ok(v),
            None => f.rt.binary_in_place(self.op, old, value),
        }
    }
}

/// `del a, b[c]`.
pub(crate) struct Delete {
    pub targets: Box<[Target]>,
}

impl Statement for Delete {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        flow(self.targets.iter().try_for_each(|t| t.delete(f)))
    }
}

/// `target: annotation = value`.
pub(crate) struct AnnotatedAssign {
    pub target: Option<Target>,
    pub value: Option<Tree>,
    pub annotation: Option<Tree>,
    /// `__annotations__` and the name to record there.
    pub record: Option<(Box<dyn Node>, Value)>,
    pub annotations_slot: Slot,
}

impl Statement for AnnotatedAssign {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        if let Some(value) = &self.value {
            let Ok(v) = value.eval(f) else { return Flow::Raise };
            if let Some(target) = &self.target
                && target.assign(f, v) == Flow::Raise
            {
                return Flow::Raise;
            }
        }
        flow(self.annotate(f))
    }
}

impl AnnotatedAssign {
    fn annotate(&self, f: &mut Frame<'_>) -> Result<()> {
        let Some(tree) = &self.annotation else { return Ok(()) };
        let annotation = tree.eval(f)?;
        let Some((read, name)) = &self.record else { return Ok(()) };
        let dict = match read.eval(f) {
            Ok(d) => d,
            Err(Raised) => {
                f.rt.take_pending();
                f.line = 0;
                let d = f.rt.new_dict();
                store(f, &self.annotations_slot, d.into())?;
                d.into()
            }
        };
        f.rt.set_item(dict, *name, annotation)
    }
}
