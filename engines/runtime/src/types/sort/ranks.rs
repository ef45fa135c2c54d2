//! Sorting keys that compare without guest code: numbers, texts, and tuples of these.
//!
//! Each key gets a rank, a word of which the order is the order of the keys as far as it goes: all of a number, the first
//! characters of a text, that of a tuple's first item, and if this is a number a second one of the second item. Keys are
//! looked at again only where ranks are equal. Any stable sort gives the result that CPython's has here.

use crate::object::string::{Chars, Str};
use crate::object::tuple::Tuple;
use crate::ops::compare::native::{order_strings, quick_tuple_order};
use crate::value::Value;
use smallvec::SmallVec;
use std::cmp::Ordering;

/// So many keys are sorted before their ranks would be there.
pub(super) const FEW: usize = 32;

/// What all keys are, or all items at one position of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Simple {
    /// Immediate integers.
    Int,
    /// Floats without NaN.
    Float,
    /// Strings.
    Text,
}

impl Simple {
    fn of(v: Value) -> Option<Simple> {
        if v.is_small_int() {
            return Some(Simple::Int);
        }
        if v.is_object::<Str>() {
            return Some(Simple::Text);
        }
        v.as_float().filter(|f| !f.is_nan()).map(|_| Simple::Float)
    }
}

/// How keys compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Homogeneous {
    /// Tuples of one length, with items of one kind at each position.
    tuples: bool,
    /// What the keys are, or the first items of the tuples.
    first: Simple,
    /// What the second items of tuples are that have any.
    second: Option<Simple>,
}

impl Homogeneous {
    /// Of keys that compare without guest code; `None` for others.
    pub(super) fn of(keys: &[Value]) -> Option<Homogeneous> {
        let (&first, rest) = keys.split_first()?;
        if let Some(kind) = Simple::of(first) {
            return rest.iter().all(|&v| Simple::of(v) == Some(kind)).then_some(Homogeneous { tuples: false, first: kind, second: None });
        }
        let pattern: Vec<Simple> = first.as_object::<Tuple>()?.items().iter().map(|&v| Simple::of(v)).collect::<Option<_>>()?;
        let same = |v: &Value| {
            v.as_object::<Tuple>().is_some_and(|tuple| {
                tuple.len() == pattern.len() && tuple.items().iter().zip(&pattern).all(|(&v, &kind)| Simple::of(v) == Some(kind))
            })
        };
        let (first, second) = (*pattern.first()?, pattern.get(1).copied());
        rest.iter().all(same).then_some(Homogeneous { tuples: true, first, second })
    }

    /// The keys themselves in order, if they are numbers or few: nothing else is needed to sort these.
    pub(super) fn sort_in_place(self, keys: &mut [Value]) -> bool {
        match self {
            Homogeneous { tuples: false, first: Simple::Int, .. } => keys.sort_by_key(|v| v.bits()),
            Homogeneous { tuples: false, first: Simple::Float, .. } => keys.sort_by_key(|&v| rank_of_float(v)),
            _ if keys.len() > FEW => return false,
            Homogeneous { tuples: false, first: Simple::Text, .. } if keys.len() >= FEW / 4 && keys.iter().all(|&v| is_ascii(v)) => {
                sort_few_texts(keys)
            }
            Homogeneous { tuples: false, first: Simple::Text, .. } => keys.sort_by(|&a, &b| compare_texts(a, b)),
            Homogeneous { tuples: true, .. } => keys.sort_by(|&a, &b| compare_tuples(a, b)),
        }
        true
    }

    /// Permutes `order` so that the keys in that order are sorted, equal ones as they were.
    pub(super) fn sort(self, keys: &[Value], order: &mut [u32]) {
        if !self.tuples && self.first == Simple::Int {
            // They are their ranks.
            return order.sort_by_key(|&i| keys[i as usize].bits());
        }
        let item = |i: u32, position: usize| {
            let key = keys[i as usize];
            if self.tuples { key.as_object::<Tuple>().map_or(key, |tuple| tuple.items()[position]) } else { key }
        };
        let rank = ranking(self.first, order, |i| item(i, 0));
        match (self.tuples, self.first, self.second) {
            // Equal ranks of numbers are equal numbers, so that the second items decide.
            (true, Simple::Int | Simple::Float, Some(second)) => {
                let next_rank = ranking(second, order, |i| item(i, 1));
                let ranks = |i| (rank(item(i, 0)), next_rank(item(i, 1)));
                sort_ranked(order, ranks, |a, b| compare_tuples(keys[a as usize], keys[b as usize]));
            }
            (true, ..) => sort_ranked(order, |i| rank(item(i, 0)), |a, b| compare_tuples(keys[a as usize], keys[b as usize])),
            (_, Simple::Text, _) => sort_ranked(order, |i| rank(item(i, 0)), |a, b| compare_texts(keys[a as usize], keys[b as usize])),
            _ => sort_ranked(order, |i| rank(item(i, 0)), |_, _| Ordering::Equal),
        }
    }
}

/// What ranks values of a kind, which `item` gives for all of an order.
fn ranking(kind: Simple, order: &[u32], item: impl Fn(u32) -> Value) -> fn(Value) -> u64 {
    match kind {
        Simple::Int => |v| v.bits(),
        Simple::Float => rank_of_float,
        Simple::Text if order.iter().all(|&i| is_ascii(item(i))) => rank_of_ascii,
        Simple::Text => rank_of_text,
    }
}

/// Sorts by ranks, and where these are equal by `compare`.
#[inline]
fn sort_ranked<R: Ord>(order: &mut [u32], rank: impl Fn(u32) -> R, compare: impl Fn(u32, u32) -> Ordering) {
    let mut ranked: Vec<(R, u32)> = order.iter().map(|&i| (rank(i), i)).collect();
    ranked.sort_by(|(rank_a, a), (rank_b, b)| rank_a.cmp(rank_b).then_with(|| compare(*a, *b)));
    for (place, (_, i)) in order.iter_mut().zip(ranked) {
        *place = i;
    }
}

/// Sorts at most [`FEW`] ASCII texts, whose ranks fit on the stack.
fn sort_few_texts(keys: &mut [Value]) {
    let mut ranked: SmallVec<[(u64, Value); FEW]> = keys.iter().map(|&key| (rank_of_ascii(key), key)).collect();
    ranked.sort_by(|&(rank_a, a), &(rank_b, b)| rank_a.cmp(&rank_b).then_with(|| compare_texts(a, b)));
    for (place, (_, key)) in keys.iter_mut().zip(ranked) {
        *place = key;
    }
}

fn is_ascii(v: Value) -> bool {
    v.as_object::<Str>().is_some_and(|s| matches!(s.chars(), Chars::Ascii(_)))
}

/// The bits of a float, those of negative ones reversed; both zeros are one number.
fn rank_of_float(v: Value) -> u64 {
    let bits = (v.as_float().unwrap_or(0.0) + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// The first eight characters.
fn rank_of_ascii(v: Value) -> u64 {
    let Some(s) = v.as_object::<Str>() else { return 0 };
    let Chars::Ascii(text) = s.chars() else { return 0 };
    match text.first_chunk::<8>() {
        Some(&first) => u64::from_be_bytes(first),
        None => text.iter().enumerate().fold(0, |rank, (at, &byte)| rank | u64::from(byte) << (56 - at * 8)),
    }
}

/// The first two characters.
fn rank_of_text(v: Value) -> u64 {
    let Some(s) = v.as_object::<Str>() else { return 0 };
    let at = |i: usize| if i < s.len() { u64::from(s.chars().at(i)) } else { 0 };
    at(0) << 32 | at(1)
}

fn compare_texts(a: Value, b: Value) -> Ordering {
    match (a.as_object::<Str>(), b.as_object::<Str>()) {
        (Some(a), Some(b)) => order_strings(&a, &b),
        _ => Ordering::Equal,
    }
}

fn compare_tuples(a: Value, b: Value) -> Ordering {
    match (a.as_object::<Tuple>(), b.as_object::<Tuple>()) {
        (Some(a), Some(b)) => quick_tuple_order(a, b).unwrap_or(Ordering::Equal),
        _ => Ordering::Equal,
    }
}
