//! A pattern's tree as a program for the matcher: a flat list of operations with jumps.

use super::parse::UNBOUNDED;
use super::tree::{Assertion, Fold, Item, Node, RepeatKind, equivalents, in_category, lower, upper};

/// A test of one character.
#[derive(Clone, Debug)]
pub(super) enum One {
    Char(u32),
    /// A lower-case character, case ignored; it has no equivalents.
    Folded(u32, Fold),
    /// Anything but a line end.
    Line,
    Any,
    Set(Box<Set>),
}

/// A set of characters: a table for the first 256, ranges beyond.
#[derive(Clone, Debug)]
pub(super) struct Set {
    low: [u64; 4],
    negate: bool,
    /// Sorted and disjoint; lower-case forms when case is ignored.
    ranges: Vec<(u32, u32)>,
    categories: Vec<(super::tree::Category, bool)>,
    fold: Option<Fold>,
    ascii: bool,
}

impl Set {
    fn new(negate: bool, items: &[Item], fold: Option<Fold>, ascii: bool) -> Set {
        let mut ranges = Vec::new();
        let mut categories = Vec::new();
        for &item in items {
            match item {
                Item::Char(c) => add_range(&mut ranges, c, c, fold),
                Item::Range(a, b) => add_range(&mut ranges, a, b, fold),
                Item::Category(c, n) => categories.push((c, n)),
            }
        }
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (a, b) in ranges {
            match merged.last_mut() {
                Some(last) if a <= last.1.saturating_add(1) => last.1 = last.1.max(b),
                _ => merged.push((a, b)),
            }
        }
        let mut set = Set { low: [0; 4], negate, ranges: merged, categories, fold, ascii };
        for c in 0..256 {
            if set.test(c) {
                set.low[c as usize / 64] |= 1 << (c % 64);
            }
        }
        set
    }

    fn test(&self, c: u32) -> bool {
        let in_ranges = |c: u32| {
            let at = self.ranges.partition_point(|&(a, _)| a <= c);
            at > 0 && c <= self.ranges[at - 1].1
        };
        let c = self.fold.map_or(c, |fold| lower(c, fold));
        // Cased letters beyond the first plane are ranges as they were written.
        let found = in_ranges(c) || (self.fold == Some(Fold::Unicode) && c > 0xFFFF && in_ranges(upper(c)));
        (found || self.categories.iter().any(|&(k, n)| in_category(c, k, self.ascii) != n)) != self.negate
    }

    #[inline(always)]
    pub(super) fn contains(&self, c: u32) -> bool {
        if c < 256 { self.low[(c / 64) as usize] >> (c % 64) & 1 != 0 } else { self.test(c) }
    }
}

/// Adds a range, in lower case and with equivalents when case is ignored.
fn add_range(ranges: &mut Vec<(u32, u32)>, a: u32, b: u32, fold: Option<Fold>) {
    let Some(fold) = fold else {
        ranges.push((a, b));
        return;
    };
    for c in a..=b.min(0xFFFF) {
        let l = lower(c, fold);
        match ranges.last_mut() {
            Some(last) if l == last.1.wrapping_add(1) => last.1 = l,
            _ => ranges.push((l, l)),
        }
        for &e in equivalents(l, fold) {
            ranges.push((e, e));
        }
    }
    if b > 0xFFFF {
        let a = a.max(0x10000);
        ranges.push((a, b));
        if a == b {
            let l = lower(a, fold);
            ranges.push((l, l));
        }
    }
}

impl One {
    #[inline(always)]
    pub(super) fn test(&self, c: u32) -> bool {
        match self {
            One::Char(x) => *x == c,
            One::Folded(x, fold) => lower(c, *fold) == *x,
            One::Line => c != 10,
            One::Any => true,
            One::Set(set) => set.contains(c),
        }
    }
}

/// One operation. Targets are absolute.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// Takes one character.
    One(One),
    /// Goes on behind it, and to the target when that fails.
    Split(usize),
    Jump(usize),
    /// Notes the place: `2 * group` its start, `2 * group + 1` its end.
    Save(usize),
    At(Assertion),
    Reference {
        group: usize,
        fold: Option<Fold>,
    },
    /// Goes to the target unless the group has matched.
    UnlessGroup {
        group: usize,
        target: usize,
    },
    /// Takes `min` to `max` characters.
    Repeat {
        one: One,
        min: usize,
        max: usize,
        kind: RepeatKind,
    },
    /// Begins a loop of anything: its counter and the place of its last round are cleared.
    LoopBegin(usize),
    /// Head of a loop, reached before every round. `exit` lies behind it.
    LoopHead {
        counter: usize,
        min: u32,
        max: u32,
        greedy: bool,
        exit: usize,
    },
    /// Second try of a lazy loop: one more round.
    LoopMore {
        counter: usize,
        max: u32,
        body: usize,
    },
    /// Runs the operations behind it up to `Done` from `behind` characters back, then goes to the target.
    Look {
        negative: bool,
        behind: usize,
        target: usize,
    },
    /// Runs the operations behind it up to `Done`, forgets their alternatives, goes to the target.
    Atomic(usize),
    /// End of a look-around or an atomic group.
    Done,
    /// The whole pattern has matched.
    Match,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) counters: usize,
    /// Characters every match begins with.
    pub(super) prefix: Vec<u32>,
    /// A test that the first character of every match passes, where the prefix is empty and the match is not.
    pub(super) first: Option<One>,
    /// Whether a match can only begin at the start of the text.
    pub(super) anchored: bool,
}

struct Compiler {
    ops: Vec<Op>,
    counters: usize,
}

/// Compiles a pattern.
pub(super) fn compile(node: &Node) -> Program {
    let mut c = Compiler { ops: Vec::new(), counters: 0 };
    c.node(node);
    c.ops.push(Op::Match);
    let mut prefix = Vec::new();
    literal_prefix(node, &mut prefix);
    let first = if prefix.is_empty() { first_test(node) } else { None };
    let anchored = matches!(c.ops.first(), Some(Op::At(Assertion::Start)));
    Program { ops: c.ops, counters: c.counters, prefix, first, anchored }
}

/// Appends the literal characters a node begins with; whether all of the node is among them.
fn literal_prefix(node: &Node, out: &mut Vec<u32>) -> bool {
    match node {
        Node::Literal { c, fold: None } => {
            out.push(*c);
            true
        }
        Node::Sequence(items) => items.iter().all(|n| literal_prefix(n, out)),
        Node::Group(_, node) | Node::Atomic(node) => literal_prefix(node, out),
        _ => false,
    }
}

/// A set that holds every character a match of the node can begin with; `None` when unknown or when it may be empty.
fn first_test(node: &Node) -> Option<One> {
    let mut items = Vec::new();
    match first_items(node, &mut items) {
        Some(true) if !items.is_empty() => Some(One::Set(Box::new(Set::new(false, &items, None, false)))),
        Some(true) => match node {
            Node::Set { .. } => one(node),
            Node::Sequence(list) => list.first().and_then(one),
            _ => None,
        },
        _ => None,
    }
}

/// Collects what a node can begin with. `Some(true)`: it takes at least one character; `Some(false)`: it may be empty,
/// what follows counts too; `None`: unknown.
fn first_items(node: &Node, items: &mut Vec<Item>) -> Option<bool> {
    match node {
        Node::Literal { c, fold: None } => {
            items.push(Item::Char(*c));
            Some(true)
        }
        Node::Literal { c, fold: Some(Fold::Ascii) } if *c < 128 => {
            let low = lower(*c, Fold::Ascii);
            items.push(Item::Char(low));
            items.push(Item::Char(upper(low)));
            Some(true)
        }
        Node::Set { negate: false, items: members, fold: None, ascii: false } => {
            items.extend_from_slice(members);
            Some(true)
        }
        Node::Sequence(list) => {
            for n in list {
                if first_items(n, items)? {
                    return Some(true);
                }
            }
            Some(false)
        }
        Node::Branch(list) => {
            let mut full = true;
            for n in list {
                full &= first_items(n, items)?;
            }
            Some(full)
        }
        Node::Repeat { min, node, .. } => Some(first_items(node, items)? && *min > 0),
        Node::Group(_, node) | Node::Atomic(node) => first_items(node, items),
        Node::At(_) => Some(false),
        Node::Look { negative: true, .. } => Some(false),
        _ => None,
    }
}

/// The node as a test of one character.
fn one(node: &Node) -> Option<One> {
    Some(match node {
        Node::Literal { c, fold: None } => One::Char(*c),
        Node::Literal { c, fold: Some(fold) } => {
            let l = lower(*c, *fold);
            if equivalents(l, *fold).is_empty() {
                let cased = l < 128 && !(97..=122).contains(&l);
                if cased { One::Char(l) } else { One::Folded(l, *fold) }
            } else {
                One::Set(Box::new(Set::new(false, &[Item::Char(*c)], Some(*fold), false)))
            }
        }
        Node::Any { newline: true } => One::Any,
        Node::Any { newline: false } => One::Line,
        Node::Set { negate, items, fold, ascii } => {
            if let (false, [Item::Char(c)], None) = (*negate, items.as_slice(), fold) {
                return Some(One::Char(*c));
            }
            One::Set(Box::new(Set::new(*negate, items, *fold, *ascii)))
        }
        Node::Group(None, node) => return one(node),
        _ => return None,
    })
}

impl Compiler {
    fn here(&self) -> usize {
        self.ops.len()
    }

    fn node(&mut self, node: &Node) {
        if let Some(test) = one(node) {
            self.ops.push(Op::One(test));
            return;
        }
        match node {
            Node::Literal { .. } | Node::Any { .. } | Node::Set { .. } => {}
            Node::Sequence(items) => items.iter().for_each(|n| self.node(n)),
            Node::Branch(items) => self.branch(items),
            Node::Repeat { min, max, kind, node } => self.repeat(*min, *max, *kind, node),
            Node::Group(None, node) => self.node(node),
            Node::Group(Some(group), node) => {
                self.ops.push(Op::Save(2 * group));
                self.node(node);
                self.ops.push(Op::Save(2 * group + 1));
            }
            Node::Reference { group, fold } => self.ops.push(Op::Reference { group: *group, fold: *fold }),
            Node::Conditional { group, yes, no } => {
                let at = self.here();
                self.ops.push(Op::UnlessGroup { group: *group, target: 0 });
                self.node(yes);
                let jump = self.here();
                self.ops.push(Op::Jump(0));
                let other = self.here();
                self.ops[at] = Op::UnlessGroup { group: *group, target: other };
                self.node(no);
                self.ops[jump] = Op::Jump(self.here());
            }
            Node::Look { negative, behind, node } => {
                let at = self.here();
                self.ops.push(Op::Done);
                self.node(node);
                self.ops.push(Op::Done);
                let behind = behind.unwrap_or(0) as usize;
                self.ops[at] = Op::Look { negative: *negative, behind, target: self.here() };
            }
            Node::Atomic(node) => self.atomic(|c| c.node(node)),
            Node::At(assertion) => self.ops.push(Op::At(*assertion)),
        }
    }

    fn atomic(&mut self, body: impl FnOnce(&mut Self)) {
        let at = self.here();
        self.ops.push(Op::Done);
        body(self);
        self.ops.push(Op::Done);
        self.ops[at] = Op::Atomic(self.here());
    }

    fn branch(&mut self, items: &[Node]) {
        let mut jumps = Vec::new();
        for (i, item) in items.iter().enumerate() {
            if i + 1 == items.len() {
                self.node(item);
                break;
            }
            let split = self.here();
            self.ops.push(Op::Split(0));
            self.node(item);
            jumps.push(self.here());
            self.ops.push(Op::Jump(0));
            self.ops[split] = Op::Split(self.here());
        }
        let end = self.here();
        for at in jumps {
            self.ops[at] = Op::Jump(end);
        }
    }

    fn repeat(&mut self, min: u32, max: u32, kind: RepeatKind, node: &Node) {
        let bound = |n: u32| if n == UNBOUNDED { usize::MAX } else { n as usize };
        if let Some(one) = one(node) {
            self.ops.push(Op::Repeat { one, min: bound(min), max: bound(max), kind });
            return;
        }
        if kind == RepeatKind::Possessive {
            self.atomic(|c| c.general_loop(min, max, true, node));
        } else {
            self.general_loop(min, max, kind == RepeatKind::Greedy, node);
        }
    }

    fn general_loop(&mut self, min: u32, max: u32, greedy: bool, node: &Node) {
        let counter = self.counters;
        self.counters += 1;
        self.ops.push(Op::LoopBegin(counter));
        let head = self.here();
        self.ops.push(Op::Done);
        if !greedy {
            // Directly behind the head, where the matcher finds it.
            self.ops.push(Op::LoopMore { counter, max, body: head + 2 });
        }
        self.node(node);
        self.ops.push(Op::Jump(head));
        self.ops[head] = Op::LoopHead { counter, min, max, greedy, exit: self.here() };
    }
}
