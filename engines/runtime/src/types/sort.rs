//! Sorting: `list.sort`, `sorted`.
//!
//! CPython 3.11's algorithm (Tim Peters' timsort with the merge order of Munro and Wild's powersort, ESA 2018), so that
//! `__lt__` is called on the same pairs in the same order. It permutes indices into an unmoving, rooted array of keys.
//! Keys that compare without guest code are sorted in another way ([`ranks`]).

mod ranks;

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::Args;
use crate::object::list::List;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::ops::CompareOp;
use crate::ops::compare::native::{order_strings, quick_tuple_order};
use crate::ops::index::{int_to_i64, require_index};
use crate::value::{Result, Value};
use ranks::{FEW, Homogeneous};

/// `key` (or `None`) and `reverse` of a call of `sort` or `sorted`.
///
/// # Errors
/// `TypeError` for other keywords or a `reverse` that is no integer.
pub(crate) fn sort_options(rt: &mut Runtime, args: Args<'_>) -> Result<(Value, bool)> {
    let (mut key, mut reverse) = (Value::NONE, false);
    for (name, value) in args.keyword_pairs() {
        if name.eq_rust("key") {
            key = value;
        } else if name.eq_rust("reverse") {
            let i = require_index(rt, value)?;
            reverse = int_to_i64(i) != Some(0);
        } else {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for sort()", name.to_rust())));
        }
    }
    Ok((key, reverse))
}

/// Sorts a list in place, stably. The list is empty while keys are computed and compared.
///
/// # Errors
/// Of the key function and of comparisons (the list then holds all items in some order), and `ValueError` when the
/// list was changed meanwhile.
pub(crate) fn sort_list(rt: &mut Runtime, list: Gc<List>, key: Value, reverse: bool) -> Result<()> {
    if key.is_none() && !reverse && sort_in_place(rt, list) {
        return Ok(());
    }
    let taken = list.with_vec(rt, std::mem::take);
    let mut items = rt.rooted();
    *items = taken;
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    let outcome =
        if key.is_none() { sort_order(rt, &items, &mut order, reverse) } else { sort_by_key(rt, &items, key, &mut order, reverse) };
    let changed = list.with_vec(rt, |v| v.capacity() != 0);
    let sorted: Vec<Value> = order.iter().map(|&i| items[i as usize]).collect();
    list.with_vec(rt, |v| *v = sorted);
    outcome?;
    if changed {
        return Err(rt.value_error("list modified during sort"));
    }
    Ok(())
}

fn sort_by_key(rt: &mut Runtime, items: &[Value], key: Value, order: &mut [u32], reverse: bool) -> Result<()> {
    let mut keys = rt.rooted();
    keys.reserve(items.len());
    for &item in items {
        let k = rt.call(key, &[item])?;
        keys.push(k);
    }
    sort_order(rt, &keys, order, reverse)
}

/// Sorts a list of numbers in place, or one of few items that compare without guest code. False when it holds something else.
fn sort_in_place(rt: &mut Runtime, list: Gc<List>) -> bool {
    // SAFETY: classified without running guest code.
    let items = unsafe { list.as_slice() };
    let class = items.first().filter(|v| items.len() <= FEW || !v.is_pointer()).and_then(|_| Homogeneous::of(items));
    class.is_some_and(|class| list.with_vec(rt, |items| class.sort_in_place(items)))
}

/// Permutes `order` so that `keys` in that order are sorted.
fn sort_order(rt: &mut Runtime, keys: &[Value], order: &mut [u32], reverse: bool) -> Result<()> {
    // Reversing before and after keeps equal items in their order.
    if reverse {
        order.reverse();
    }
    let outcome = match Homogeneous::of(keys) {
        Some(class) => {
            class.sort(keys, order);
            Ok(())
        }
        None => Timsort { rt, keys, min_gallop: MIN_GALLOP, runs: Vec::new() }.sort(order),
    };
    if reverse {
        order.reverse();
    }
    outcome
}

/// `a < b` as a condition.
///
/// # Errors
/// Of the comparison.
#[inline]
pub(crate) fn less_than(rt: &mut Runtime, a: Value, b: Value) -> Result<bool> {
    if a.is_small_int() && b.is_small_int() {
        return Ok(a.bits() < b.bits());
    }
    if let (Some(a), Some(b)) = (a.as_object::<Tuple>(), b.as_object::<Tuple>())
        && let Some(order) = quick_tuple_order(a, b)
    {
        return Ok(order.is_lt());
    }
    if let (Some(a), Some(b)) = (a.as_object::<Str>(), b.as_object::<Str>()) {
        return Ok(order_strings(&a, &b).is_lt());
    }
    let result = rt.compare(CompareOp::Lt, a, b)?;
    rt.truth(result)
}

const MIN_GALLOP: usize = 7;
const MAX_MINRUN: usize = 64;

#[derive(Clone, Copy)]
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

struct Timsort<'a> {
    rt: &'a mut Runtime,
    keys: &'a [Value],
    min_gallop: usize,
    runs: Vec<Run>,
}

impl Timsort<'_> {
    fn less(&mut self, a: u32, b: u32) -> Result<bool> {
        less_than(self.rt, self.keys[a as usize], self.keys[b as usize])
    }

    fn sort(mut self, order: &mut [u32]) -> Result<()> {
        let total = order.len();
        if total < 2 {
            return Ok(());
        }
        let minrun = minrun(total);
        let mut start = 0;
        while start < total {
            let rest = &mut order[start..];
            let (mut n, descending) = self.count_run(rest)?;
            if descending {
                rest[..n].reverse();
            }
            if n < minrun {
                let forced = minrun.min(rest.len());
                self.binary_sort(&mut rest[..forced], n)?;
                n = forced;
            }
            self.found_new_run(order, n, total)?;
            self.runs.push(Run { start, len: n, power: 0 });
            start += n;
        }
        while self.runs.len() > 1 {
            let mut n = self.runs.len() - 2;
            if n > 0 && self.runs[n - 1].len < self.runs[n + 1].len {
                n -= 1;
            }
            self.merge_at(order, n)?;
        }
        Ok(())
    }

    fn count_run(&mut self, a: &[u32]) -> Result<(usize, bool)> {
        if a.len() < 2 {
            return Ok((a.len(), false));
        }
        let descending = self.less(a[1], a[0])?;
        let mut n = 2;
        while n < a.len() && self.less(a[n], a[n - 1])? == descending {
            n += 1;
        }
        Ok((n, descending))
    }

    /// Insertion sort with binary search; `a[..sorted]` is sorted.
    fn binary_sort(&mut self, a: &mut [u32], sorted: usize) -> Result<()> {
        for at in sorted.max(1)..a.len() {
            let pivot = a[at];
            let (mut low, mut high) = (0, at);
            while low < high {
                let middle = low + (high - low) / 2;
                if self.less(pivot, a[middle])? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            a[low..=at].rotate_right(1);
        }
        Ok(())
    }

    fn found_new_run(&mut self, order: &mut [u32], n2: usize, total: usize) -> Result<()> {
        let Some(&Run { start, len, .. }) = self.runs.last() else { return Ok(()) };
        let power = node_power(start, len, n2, total);
        while self.runs.len() > 1 && self.runs[self.runs.len() - 2].power > power {
            self.merge_at(order, self.runs.len() - 2)?;
        }
        if let Some(last) = self.runs.last_mut() {
            last.power = power;
        }
        Ok(())
    }

    fn merge_at(&mut self, order: &mut [u32], i: usize) -> Result<()> {
        let (a, b) = (self.runs[i], self.runs[i + 1]);
        self.runs[i].len = a.len + b.len;
        self.runs.remove(i + 1);
        let (mut start, mut na) = (a.start, a.len);
        let k = self.gallop_right(order[b.start], &order[start..start + na], 0)?;
        start += k;
        na -= k;
        if na == 0 {
            return Ok(());
        }
        let nb = self.gallop_left(order[start + na - 1], &order[b.start..b.start + b.len], b.len - 1)?;
        if nb == 0 {
            return Ok(());
        }
        let both = &mut order[start..b.start + nb];
        if na <= nb { self.merge_low(both, na) } else { self.merge_high(both, na) }
    }

    /// Where `key` goes in sorted `a`, before equal ones; the search starts at `hint`.
    fn gallop_left(&mut self, key: u32, a: &[u32], hint: usize) -> Result<usize> {
        let (mut last, mut offset) = (0usize, 1usize);
        let (mut low, mut high);
        if self.less(a[hint], key)? {
            let max = a.len() - hint;
            while offset < max && self.less(a[hint + offset], key)? {
                last = offset;
                offset = offset * 2 + 1;
            }
            low = hint + last + 1;
            high = hint + offset.min(max);
        } else {
            let max = hint + 1;
            while offset < max && !self.less(a[hint - offset], key)? {
                last = offset;
                offset = offset * 2 + 1;
            }
            low = (hint + 1) - offset.min(max);
            high = hint - last;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.less(a[middle], key)? {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(high)
    }

    /// Where `key` goes in sorted `a`, after equal ones; the search starts at `hint`.
    fn gallop_right(&mut self, key: u32, a: &[u32], hint: usize) -> Result<usize> {
        let (mut last, mut offset) = (0usize, 1usize);
        let (mut low, mut high);
        if self.less(key, a[hint])? {
            let max = hint + 1;
            while offset < max && self.less(key, a[hint - offset])? {
                last = offset;
                offset = offset * 2 + 1;
            }
            low = (hint + 1) - offset.min(max);
            high = hint - last;
        } else {
            let max = a.len() - hint;
            while offset < max && !self.less(key, a[hint + offset])? {
                last = offset;
                offset = offset * 2 + 1;
            }
            low = hint + last + 1;
            high = hint + offset.min(max);
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.less(key, a[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(high)
    }

    /// Merges `a[..na]` (the shorter) with `a[na..]`, left to right.
    fn merge_low(&mut self, a: &mut [u32], na: usize) -> Result<()> {
        let left = a[..na].to_vec();
        // `i` in left, `j` in a, `d` the destination: a[d..j] is free, as long as left[i..].
        let (mut i, mut j, mut d) = (0, na, 0);
        let outcome = self.merge_low_steps(a, &left, &mut i, &mut j, &mut d);
        if outcome.is_err() {
            // What is left of the shorter run goes where its room is.
            a[d..j].copy_from_slice(&left[i..]);
            return outcome;
        }
        if left.len() - i == 1 && j < a.len() {
            // The last item of the left run belongs at the end.
            let end = a.len();
            a.copy_within(j..end, d);
            a[end - 1] = left[i];
        } else {
            a[d..d + left.len() - i].copy_from_slice(&left[i..]);
        }
        Ok(())
    }

    fn merge_low_steps(&mut self, a: &mut [u32], left: &[u32], i: &mut usize, j: &mut usize, d: &mut usize) -> Result<()> {
        let end = a.len();
        macro_rules! take_right {
            () => {{
                a[*d] = a[*j];
                *d += 1;
                *j += 1;
                if *j == end {
                    return Ok(());
                }
            }};
        }
        macro_rules! take_left {
            () => {{
                a[*d] = left[*i];
                *d += 1;
                *i += 1;
                if left.len() - *i == 1 {
                    return Ok(());
                }
            }};
        }
        take_right!();
        if left.len() == 1 {
            return Ok(());
        }
        let mut min_gallop = self.min_gallop;
        loop {
            let (mut left_wins, mut right_wins) = (0, 0);
            loop {
                if self.less(a[*j], left[*i])? {
                    right_wins += 1;
                    left_wins = 0;
                    take_right!();
                    if right_wins >= min_gallop {
                        break;
                    }
                } else {
                    left_wins += 1;
                    right_wins = 0;
                    take_left!();
                    if left_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= (min_gallop > 1) as usize;
                self.min_gallop = min_gallop;
                let k = self.gallop_right(a[*j], &left[*i..], 0)?;
                let left_wins = k;
                if k > 0 {
                    a[*d..*d + k].copy_from_slice(&left[*i..*i + k]);
                    *d += k;
                    *i += k;
                    if left.len() - *i <= 1 {
                        return Ok(());
                    }
                }
                take_right!();
                let k = self.gallop_left(left[*i], &a[*j..], 0)?;
                let right_wins = k;
                if k > 0 {
                    a.copy_within(*j..*j + k, *d);
                    *d += k;
                    *j += k;
                    if *j == end {
                        return Ok(());
                    }
                }
                take_left!();
                if left_wins < MIN_GALLOP && right_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }

    /// Merges `a[..na]` with `a[na..]` (the shorter), right to left.
    fn merge_high(&mut self, a: &mut [u32], na: usize) -> Result<()> {
        let right = a[na..].to_vec();
        // `i` items are left in a[..i], `j` in right[..j]; the destination is a[..i + j].
        let (mut i, mut j) = (na, right.len());
        let outcome = self.merge_high_steps(a, &right, &mut i, &mut j);
        if outcome.is_err() || i == 0 {
            a[i..i + j].copy_from_slice(&right[..j]);
            return outcome;
        }
        // One item of the right run is left: it belongs at the front.
        a.copy_within(0..i, j);
        a[..j].copy_from_slice(&right[..j]);
        Ok(())
    }

    fn merge_high_steps(&mut self, a: &mut [u32], right: &[u32], i: &mut usize, j: &mut usize) -> Result<()> {
        macro_rules! take_left {
            () => {{
                a[*i + *j - 1] = a[*i - 1];
                *i -= 1;
                if *i == 0 {
                    return Ok(());
                }
            }};
        }
        macro_rules! take_right {
            () => {{
                a[*i + *j - 1] = right[*j - 1];
                *j -= 1;
                if *j == 1 {
                    return Ok(());
                }
            }};
        }
        take_left!();
        if *j == 1 {
            return Ok(());
        }
        let mut min_gallop = self.min_gallop;
        loop {
            let (mut left_wins, mut right_wins) = (0, 0);
            loop {
                if self.less(right[*j - 1], a[*i - 1])? {
                    left_wins += 1;
                    right_wins = 0;
                    take_left!();
                    if left_wins >= min_gallop {
                        break;
                    }
                } else {
                    right_wins += 1;
                    left_wins = 0;
                    take_right!();
                    if right_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= (min_gallop > 1) as usize;
                self.min_gallop = min_gallop;
                let k = *i - self.gallop_right(right[*j - 1], &a[..*i], *i - 1)?;
                let left_wins = k;
                if k > 0 {
                    a.copy_within(*i - k..*i, *i + *j - k);
                    *i -= k;
                    if *i == 0 {
                        return Ok(());
                    }
                }
                take_right!();
                let k = *j - self.gallop_left(a[*i - 1], &right[..*j], *j - 1)?;
                let right_wins = k;
                if k > 0 {
                    a[*i + *j - k..*i + *j].copy_from_slice(&right[*j - k..*j]);
                    *j -= k;
                    if *j <= 1 {
                        return Ok(());
                    }
                }
                take_left!();
                if left_wins < MIN_GALLOP && right_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }
}

/// Runs shorter than this are extended by insertion: `n / 2^k` rounded up, in 32..=64.
fn minrun(mut n: usize) -> usize {
    let mut low_bit = 0;
    while n >= MAX_MINRUN {
        low_bit |= n & 1;
        n >>= 1;
    }
    n + low_bit
}

/// Depth in the ideal merge tree of the node between a run at `s1` of `n1` items and the next of `n2`, of `n` in all.
fn node_power(s1: usize, n1: usize, n2: usize, n: usize) -> u32 {
    let mut power = 0;
    let mut a = 2 * s1 + n1;
    let mut b = a + n1 + n2;
    loop {
        power += 1;
        if a >= n {
            a -= n;
            b -= n;
        } else if b >= n {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}
