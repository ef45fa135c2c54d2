//! `range` and `slice`.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::Marker;
use crate::value::Value;

macro_rules! triple {
    ($(#[$doc:meta])* $name:ident, $new:ident) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            header: Header,
            /// First bound.
            pub start: Value,
            /// Second bound.
            pub stop: Value,
            /// Step.
            pub step: Value,
        }

        // SAFETY: repr(C), header first.
        unsafe impl Object for $name {
            const KIND: Kind = Kind::$name;
            fn trace(&self, marker: &mut Marker<'_>) {
                marker.values(&[self.start, self.stop, self.step]);
            }
        }

        impl Runtime {
            /// New one.
            pub fn $new(&mut self, start: Value, stop: Value, step: Value) -> Gc<$name> {
                self.allocate($name { header: Header::new(Kind::$name, ShapeId(Kind::$name as u32)), start, stop, step })
            }
        }
    };
}

triple! {
    /// `range`: all three are Python integers, `step` not zero.
    Range, new_range
}
triple! {
    /// `slice`: any values, absent ones `None`.
    Slice, new_slice
}

impl Range {
    /// The bounds, when all three are immediate integers.
    #[inline]
    pub fn small(&self) -> Option<(i64, i64, i64)> {
        Some((self.start.as_small_int()?, self.stop.as_small_int()?, self.step.as_small_int()?))
    }
}

/// Number of steps from `start` to `stop` (CPython's `compute_range_length`).
pub fn range_length(start: i64, stop: i64, step: i64) -> u64 {
    if step > 0 && start < stop {
        1 + (stop - 1 - start) as u64 / step as u64
    } else if step < 0 && start > stop {
        1 + (start - 1 - stop) as u64 / (-step) as u64
    } else {
        0
    }
}
