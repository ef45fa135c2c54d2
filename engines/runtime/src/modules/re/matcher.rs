//! The backtracking matcher. Alternatives lie on a stack of its own, so no pattern and no text can exhaust the native
//! stack; what they changed (groups, counters) is in a log that is undone when one of them is taken up.
//!
//! Order of alternatives, empty rounds of loops and the state of groups are those of CPython's matcher, which a crate
//! with other guarantees (linear time, leftmost-longest parts) would not give.

use super::program::{One, Op, Program};
use super::tree::{Assertion, Category, RepeatKind, in_category, same_folded};

/// A place that is none.
pub(super) const NOWHERE: usize = usize::MAX;

/// Text that is matched: code points or bytes by index.
pub(super) trait Subject {
    fn at(&self, index: usize) -> u32;
    /// First place from `from` on, before `end`, where `prefix` (not empty) could begin.
    fn find(&self, prefix: &[u32], from: usize, end: usize) -> Option<usize>;
}

impl Subject for &[u8] {
    #[inline(always)]
    fn at(&self, index: usize) -> u32 {
        u32::from(self[index])
    }
    fn find(&self, prefix: &[u32], from: usize, end: usize) -> Option<usize> {
        let first = u8::try_from(prefix[0]).ok()?;
        let mut from = from;
        loop {
            let at = from + memchr::memchr(first, self.get(from..end)?)?;
            let rest = self.get(at..(at + prefix.len()).min(end))?;
            if rest.len() == prefix.len() && rest.iter().zip(prefix).all(|(&a, &b)| u32::from(a) == b) {
                return Some(at);
            }
            from = at + 1;
        }
    }
}

impl Subject for &[u32] {
    #[inline(always)]
    fn at(&self, index: usize) -> u32 {
        self[index]
    }
    fn find(&self, prefix: &[u32], from: usize, end: usize) -> Option<usize> {
        self.get(from..end)?.windows(prefix.len()).position(|w| w == prefix).map(|i| from + i)
    }
}

/// What to try when the current way fails.
struct Choice {
    pc: usize,
    pos: usize,
    /// For repeats of one character: how far back (greedy) or forward (lazy) `pos` may still move; else `NOWHERE`.
    limit: usize,
    log: usize,
}

enum Change {
    Mark(usize, usize),
    Counter(usize, u32, usize),
    LastGroup(usize),
}

/// How a match must lie.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Anywhere,
    /// It ends at the end.
    Full,
    /// It is not empty where it begins.
    Advance,
}

/// State of matching one program on one text.
pub(super) struct Matcher<'p, S> {
    program: &'p Program,
    text: S,
    /// End of the part that is matched.
    end: usize,
    /// Start and end of each group; group 0 is the whole.
    pub(super) marks: Vec<usize>,
    counters: Vec<(u32, usize)>,
    /// Last group that was closed, or 0.
    pub(super) last_group: usize,
    choices: Vec<Choice>,
    log: Vec<Change>,
    mode: Mode,
    start: usize,
}

impl<'p, S: Subject> Matcher<'p, S> {
    /// `end` is at most the length of the text; `groups` does not count the whole match.
    pub(super) fn new(program: &'p Program, groups: usize, text: S, end: usize) -> Self {
        Matcher {
            program,
            text,
            end,
            marks: vec![NOWHERE; 2 * groups + 2],
            counters: vec![(0, NOWHERE); program.counters],
            last_group: 0,
            choices: Vec::new(),
            log: Vec::new(),
            mode: Mode::Anywhere,
            start: 0,
        }
    }

    /// Matches at `start`; the groups are in `marks`.
    pub(super) fn match_at(&mut self, start: usize, mode: Mode) -> bool {
        self.mode = mode;
        self.start = start;
        self.marks.fill(NOWHERE);
        self.last_group = 0;
        self.choices.clear();
        self.log.clear();
        match self.run(0, start) {
            Some(end) => {
                self.marks[0] = start;
                self.marks[1] = end;
                true
            }
            None => false,
        }
    }

    /// First match from `from` on. `advance`: it is not empty if it lies at `from`.
    pub(super) fn search(&mut self, from: usize, advance: bool) -> bool {
        let program = self.program;
        let mut at = from;
        while at <= self.end {
            if !program.prefix.is_empty() {
                match self.text.find(&program.prefix, at, self.end) {
                    Some(found) => at = found,
                    None => return false,
                }
            } else if let Some(first) = &program.first {
                while at < self.end && !first.test(self.text.at(at)) {
                    at += 1;
                }
                if at == self.end {
                    return false;
                }
            }
            let mode = if advance && at == from { Mode::Advance } else { Mode::Anywhere };
            if self.match_at(at, mode) {
                return true;
            }
            if program.anchored {
                return false;
            }
            at += 1;
        }
        false
    }

    fn undo(&mut self, to: usize) {
        while self.log.len() > to {
            match self.log.pop() {
                Some(Change::Mark(slot, old)) => self.marks[slot] = old,
                Some(Change::Counter(slot, count, last)) => self.counters[slot] = (count, last),
                Some(Change::LastGroup(old)) => self.last_group = old,
                None => break,
            }
        }
    }

    fn set_counter(&mut self, slot: usize, count: u32, last: usize) {
        let (c, l) = self.counters[slot];
        self.log.push(Change::Counter(slot, c, l));
        self.counters[slot] = (count, last);
    }

    fn choose(&mut self, pc: usize, pos: usize, limit: usize) {
        let log = self.log.len();
        self.choices.push(Choice { pc, pos, limit, log });
    }

    /// How many characters from `pos` on pass the test, at most `max`.
    fn count(&self, one: &One, pos: usize, max: usize) -> usize {
        let most = max.min(self.end - pos);
        let text = &self.text;
        let run = |test: &dyn Fn(u32) -> bool| (0..most).take_while(|&i| test(text.at(pos + i))).count();
        match one {
            One::Any => most,
            One::Char(c) => (0..most).take_while(|&i| text.at(pos + i) == *c).count(),
            One::Line => (0..most).take_while(|&i| text.at(pos + i) != 10).count(),
            One::Set(set) => (0..most).take_while(|&i| set.contains(text.at(pos + i))).count(),
            folded => run(&|c| folded.test(c)),
        }
    }

    /// Runs from an operation until `Match` or `Done`: the place where that was reached.
    fn run(&mut self, pc: usize, pos: usize) -> Option<usize> {
        let program = self.program;
        let ops = program.ops.as_slice();
        let base = self.choices.len();
        let (mut pc, mut pos) = (pc, pos);
        loop {
            let passed = match &ops[pc] {
                Op::One(one) => {
                    if pos < self.end && one.test(self.text.at(pos)) {
                        pos += 1;
                        pc += 1;
                        true
                    } else {
                        false
                    }
                }
                Op::Split(other) => {
                    self.choose(*other, pos, NOWHERE);
                    pc += 1;
                    true
                }
                Op::Jump(target) => {
                    pc = *target;
                    true
                }
                Op::Save(slot) => {
                    self.log.push(Change::Mark(*slot, self.marks[*slot]));
                    self.marks[*slot] = pos;
                    if slot % 2 == 1 {
                        self.log.push(Change::LastGroup(self.last_group));
                        self.last_group = slot / 2;
                    }
                    pc += 1;
                    true
                }
                Op::At(assertion) => {
                    pc += 1;
                    self.holds(*assertion, pos)
                }
                Op::Reference { group, fold } => {
                    let (from, to) = (self.marks[2 * group], self.marks[2 * group + 1]);
                    let width = to.wrapping_sub(from);
                    let fits = from != NOWHERE && to != NOWHERE && to >= from && width <= self.end - pos;
                    let same = fits
                        && (0..width).all(|i| {
                            let (a, b) = (self.text.at(from + i), self.text.at(pos + i));
                            a == b || fold.is_some_and(|fold| same_folded(a, b, fold))
                        });
                    if same {
                        pos += width;
                    }
                    pc += 1;
                    same
                }
                Op::UnlessGroup { group, target } => {
                    let matched = self.marks[2 * group] != NOWHERE && self.marks[2 * group + 1] != NOWHERE;
                    pc = if matched { pc + 1 } else { *target };
                    true
                }
                Op::Repeat { one, min, max, kind } => self.repeat(one, (*min, *max), *kind, &mut pc, &mut pos),
                Op::LoopBegin(counter) => {
                    self.set_counter(*counter, 0, NOWHERE);
                    pc += 1;
                    true
                }
                Op::LoopHead { counter, min, max, greedy, exit } => {
                    let (count, last) = self.counters[*counter];
                    if count < *min {
                        self.set_counter(*counter, count + 1, last);
                        pc += if *greedy { 1 } else { 2 };
                    } else if !*greedy {
                        self.choose(pc + 1, pos, NOWHERE);
                        pc = *exit;
                    } else if count < *max && pos != last {
                        self.choose(*exit, pos, NOWHERE);
                        self.set_counter(*counter, count.saturating_add(1), pos);
                        pc += 1;
                    } else {
                        pc = *exit;
                    }
                    true
                }
                Op::LoopMore { counter, max, body } => {
                    let (count, last) = self.counters[*counter];
                    if count < *max && pos != last {
                        self.set_counter(*counter, count.saturating_add(1), pos);
                        pc = *body;
                        true
                    } else {
                        false
                    }
                }
                Op::Look { negative, behind, target } => {
                    let found = pos >= *behind && {
                        let log = self.log.len();
                        let found = self.run(pc + 1, pos - behind).is_some();
                        if *negative {
                            self.undo(log);
                        }
                        found
                    };
                    pc = *target;
                    found != *negative
                }
                Op::Atomic(target) => match self.run(pc + 1, pos) {
                    Some(end) => {
                        pos = end;
                        pc = *target;
                        true
                    }
                    None => false,
                },
                Op::Done => {
                    self.choices.truncate(base);
                    return Some(pos);
                }
                Op::Match => {
                    let fits = match self.mode {
                        Mode::Anywhere => true,
                        Mode::Full => pos == self.end,
                        Mode::Advance => pos != self.start,
                    };
                    if fits {
                        return Some(pos);
                    }
                    false
                }
            };
            if !passed {
                (pc, pos) = self.backtrack(base)?;
            }
        }
    }

    /// Takes up the last alternative above `base`.
    fn backtrack(&mut self, base: usize) -> Option<(usize, usize)> {
        let program = self.program;
        while self.choices.len() > base {
            let last = self.choices.len() - 1;
            let choice = &mut self.choices[last];
            let (pc, log) = (choice.pc, choice.log);
            if choice.limit == NOWHERE {
                let pos = choice.pos;
                self.choices.pop();
                self.undo(log);
                return Some((pc, pos));
            }
            let next = match &program.ops[pc] {
                Op::Repeat { one, kind: RepeatKind::Lazy, .. } => Self::one_more(choice, &self.text, one),
                _ => {
                    let wanted = match program.ops.get(pc + 1) {
                        Some(Op::One(One::Char(c))) => Some(*c),
                        _ => None,
                    };
                    Self::one_less(choice, &self.text, self.end, wanted)
                }
            };
            self.undo(log);
            match next {
                Some(pos) => return Some((pc + 1, pos)),
                None => {
                    self.choices.pop();
                }
            }
        }
        None
    }

    fn one_more(choice: &mut Choice, text: &S, one: &One) -> Option<usize> {
        if choice.pos >= choice.limit || !one.test(text.at(choice.pos)) {
            return None;
        }
        choice.pos += 1;
        Some(choice.pos)
    }

    /// Where the next character is known, goes down to the next place that has it.
    fn one_less(choice: &mut Choice, text: &S, end: usize, wanted: Option<u32>) -> Option<usize> {
        while choice.pos > choice.limit {
            choice.pos -= 1;
            if wanted.is_none_or(|c| choice.pos < end && text.at(choice.pos) == c) {
                return Some(choice.pos);
            }
        }
        None
    }

    fn repeat(&mut self, one: &One, (min, max): (usize, usize), kind: RepeatKind, pc: &mut usize, pos: &mut usize) -> bool {
        let from = *pos;
        if kind == RepeatKind::Lazy {
            if self.count(one, from, min) < min {
                return false;
            }
            let limit = from.saturating_add(max).min(self.end);
            if limit > from + min {
                self.choose(*pc, from + min, limit);
            }
            *pos = from + min;
        } else {
            let count = self.count(one, from, max);
            if count < min {
                return false;
            }
            if kind == RepeatKind::Greedy && count > min {
                self.choose(*pc, from + count, from + min);
            }
            *pos = from + count;
        }
        *pc += 1;
        true
    }

    fn holds(&self, assertion: Assertion, pos: usize) -> bool {
        let line_end = |i: usize| self.text.at(i) == 10;
        match assertion {
            Assertion::Start => pos == 0,
            Assertion::End => pos == self.end,
            Assertion::EndOrNewline => pos == self.end || (pos + 1 == self.end && line_end(pos)),
            Assertion::LineStart => pos == 0 || line_end(pos - 1),
            Assertion::LineEnd => pos == self.end || line_end(pos),
            Assertion::Boundary { negative, ascii } => {
                if self.end == 0 {
                    return false;
                }
                let word = |i: usize| in_category(self.text.at(i), Category::Word, ascii) || self.text.at(i) == 95;
                let before = pos > 0 && word(pos - 1);
                let after = pos < self.end && word(pos);
                (before != after) != negative
            }
        }
    }
}
