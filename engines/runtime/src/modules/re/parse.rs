//! Text of a pattern to a tree, with the errors of CPython 3.11.

use super::tree::{Assertion, Category, Flags, Item, Node, RepeatKind, flags};
use crate::object::strbuf::StrBuf;
use crate::object::string::Chars;
use crate::ops::text::quote::push_quoted;
use crate::unicode;
use rustc_hash::FxHashMap;

/// Largest number of nested groups.
const MAX_NESTING: usize = 240;
/// Upper bound that stands for "no bound".
pub(super) const UNBOUNDED: u32 = u32::MAX;

/// Why a pattern is none.
#[derive(Debug)]
pub(super) enum ParseError {
    /// `re.error` with the position in the pattern, if it has one.
    Pattern(String, Option<usize>),
    /// `ValueError`
    Value(&'static str),
    /// `OverflowError`
    Overflow(&'static str),
    /// `RecursionError`
    TooDeep,
}

/// A parsed pattern.
pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) flags: Flags,
    /// Number of groups, the whole match not counted.
    pub(super) groups: usize,
    /// Group names in the order of their numbers.
    pub(super) names: Vec<(Vec<u32>, usize)>,
}

type Outcome<T> = std::result::Result<T, ParseError>;

struct Parser<'a> {
    text: &'a [u32],
    pos: usize,
    is_text: bool,
    flags: Flags,
    /// Widths of closed groups; `None` while open.
    widths: Vec<Option<(u64, u64)>>,
    names: FxHashMap<Vec<u32>, usize>,
    name_order: Vec<(Vec<u32>, usize)>,
    /// Groups that existed where the innermost look-behind began.
    look_behind: Option<usize>,
    /// First references by `(?(n)...)`.
    conditions: Vec<(usize, usize)>,
    depth: usize,
}

/// Global `(?x)` met while not verbose: parsing starts again.
enum Stop {
    Error(ParseError),
    Verbose,
}

impl From<ParseError> for Stop {
    fn from(e: ParseError) -> Stop {
        Stop::Error(e)
    }
}

type Step<T> = std::result::Result<T, Stop>;

/// Parses `text`; `is_text` says whether the pattern is a `str`.
pub(super) fn parse(text: &[u32], is_text: bool, flags: Flags) -> Outcome<Parsed> {
    match attempt(text, is_text, flags) {
        Ok(parsed) => Ok(parsed),
        Err(Stop::Error(e)) => Err(e),
        Err(Stop::Verbose) => match attempt(text, is_text, flags | flags::VERBOSE) {
            Ok(parsed) => Ok(parsed),
            Err(Stop::Error(e)) => Err(e),
            Err(Stop::Verbose) => Err(ParseError::Pattern("cannot parse verbose pattern".to_string(), None)),
        },
    }
}

fn attempt(text: &[u32], is_text: bool, flags: Flags) -> Step<Parsed> {
    let mut p = Parser {
        text,
        pos: 0,
        is_text,
        flags,
        widths: vec![None],
        names: FxHashMap::default(),
        name_order: Vec::new(),
        look_behind: None,
        conditions: Vec::new(),
        depth: 0,
    };
    let node = p.branches(flags, true)?;
    p.flags = fix_flags(p.flags, is_text)?;
    if p.peek().is_some() {
        return Err(p.error("unbalanced parenthesis", 0).into());
    }
    for &(group, pos) in &p.conditions {
        if group >= p.widths.len() {
            return Err(ParseError::Pattern(format!("invalid group reference {group}"), Some(pos)).into());
        }
    }
    Ok(Parsed { node, flags: p.flags, groups: p.widths.len() - 1, names: p.name_order })
}

fn fix_flags(mut value: Flags, is_text: bool) -> Outcome<Flags> {
    if is_text {
        if value & flags::LOCALE != 0 {
            return Err(ParseError::Value("cannot use LOCALE flag with a str pattern"));
        }
        if value & flags::ASCII != 0 && value & flags::UNICODE != 0 {
            return Err(ParseError::Value("ASCII and UNICODE flags are incompatible"));
        }
        if value & flags::ASCII == 0 {
            value |= flags::UNICODE;
        }
    } else {
        if value & flags::UNICODE != 0 {
            return Err(ParseError::Value("cannot use UNICODE flag with a bytes pattern"));
        }
        if value & flags::LOCALE != 0 && value & flags::ASCII != 0 {
            return Err(ParseError::Value("ASCII and LOCALE flags are incompatible"));
        }
    }
    Ok(value)
}

fn ascii(c: u32) -> char {
    char::from_u32(c).unwrap_or('\u{FFFD}')
}

fn flag_of(c: u32) -> Option<Flags> {
    Some(match ascii(c) {
        'i' => flags::IGNORECASE,
        'L' => flags::LOCALE,
        'm' => flags::MULTILINE,
        's' => flags::DOTALL,
        'x' => flags::VERBOSE,
        'a' => flags::ASCII,
        't' => flags::TEMPLATE,
        'u' => flags::UNICODE,
        _ => return None,
    })
}

const TYPE_FLAGS: Flags = flags::ASCII | flags::UNICODE | flags::LOCALE;

/// `repr` of a part of the pattern.
fn quoted(text: &[u32], is_text: bool) -> String {
    let mut buffer = StrBuf::new();
    push_quoted(&mut buffer, Chars::Wide(text));
    let mut body = String::new();
    buffer.chars().push_to(&mut body);
    if is_text { body } else { format!("b{body}") }
}

/// Whether the text could be a Python name.
fn is_identifier(text: &[u32]) -> bool {
    let word = |c: u32| c == u32::from('_') || unicode::properties(c).alnum();
    !text.is_empty() && text.iter().all(|&c| word(c)) && unicode::decimal_value(text[0]).is_none()
}

impl Parser<'_> {
    fn peek(&self) -> Option<u32> {
        self.text.get(self.pos).copied()
    }
    fn peek_is(&self, c: char) -> bool {
        self.peek() == Some(u32::from(c))
    }
    fn accept(&mut self, c: char) -> bool {
        let found = self.peek_is(c);
        self.pos += usize::from(found);
        found
    }
    fn next(&mut self) -> Option<u32> {
        let c = self.peek()?;
        self.pos += 1;
        Some(c)
    }
    /// An error `back` characters before the current position.
    fn error(&self, message: impl Into<String>, back: usize) -> ParseError {
        ParseError::Pattern(message.into(), Some(self.pos - back.min(self.pos)))
    }
    fn error_at(&self, message: impl Into<String>, pos: usize) -> ParseError {
        ParseError::Pattern(message.into(), Some(pos))
    }
    fn slice(&self, from: usize) -> String {
        self.text[from..self.pos].iter().map(|&c| ascii(c)).collect()
    }

    /// `a|b|c` up to a closing parenthesis or the end. `first` is true for the whole pattern.
    fn branches(&mut self, local: Flags, first: bool) -> Step<Node> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return Err(ParseError::TooDeep.into());
        }
        // A global flag at the very start changes those of all branches.
        let mut local = local;
        let mut items = vec![self.sequence(&mut local, first)?];
        while self.accept('|') {
            items.push(self.sequence(&mut local, false)?);
        }
        self.depth -= 1;
        Ok(if items.len() == 1 { items.swap_remove(0) } else { Node::Branch(items) })
    }

    fn sequence(&mut self, local: &mut Flags, first: bool) -> Step<Node> {
        let mut items: Vec<Node> = Vec::new();
        while let Some(c) = self.peek() {
            let c = ascii(c);
            if c == '|' || c == ')' {
                break;
            }
            let start = self.pos;
            self.pos += 1;
            if *local & flags::VERBOSE != 0 {
                if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c') {
                    continue;
                }
                if c == '#' {
                    while self.next().is_some_and(|c| c != u32::from('\n')) {}
                    continue;
                }
            }
            match c {
                '\\' => {
                    self.pos = start;
                    let item = self.escape(*local)?;
                    items.push(item);
                }
                '[' => {
                    let item = self.set(*local, start)?;
                    items.push(item);
                }
                '*' | '+' | '?' => self.repeat(c, start, &mut items, *local)?,
                '{' => {
                    if self.peek_is('}') {
                        items.push(literal_in(u32::from(c), *local, self.is_text));
                    } else {
                        self.repeat(c, start, &mut items, *local)?;
                    }
                }
                '.' => items.push(Node::Any { newline: *local & flags::DOTALL != 0 }),
                '(' => {
                    if let Some(item) = self.group(start, local, first && items.is_empty())? {
                        items.push(item);
                    }
                }
                '^' => items.push(Node::At(if *local & flags::MULTILINE != 0 { Assertion::LineStart } else { Assertion::Start })),
                '$' => items.push(Node::At(if *local & flags::MULTILINE != 0 { Assertion::LineEnd } else { Assertion::EndOrNewline })),
                _ => items.push(literal_in(self.text[start], *local, self.is_text)),
            }
        }
        Ok(if items.len() == 1 { items.swap_remove(0) } else { Node::Sequence(items) })
    }

    /// A repetition mark at `start`, read already, applied to the last item.
    fn repeat(&mut self, mark: char, start: usize, items: &mut Vec<Node>, local: Flags) -> Step<()> {
        let (min, max) = match mark {
            '?' => (0, 1),
            '*' => (0, UNBOUNDED),
            '+' => (1, UNBOUNDED),
            _ => {
                let after = self.pos;
                let low = self.digits();
                let high = if self.accept(',') { self.digits() } else { low.clone() };
                if !self.accept('}') {
                    self.pos = after;
                    items.push(literal_in(u32::from(mark), local, self.is_text));
                    return Ok(());
                }
                let bound = |text: &str, default: u32| -> Outcome<u32> {
                    if text.is_empty() {
                        return Ok(default);
                    }
                    match text.parse::<u32>() {
                        Ok(n) if n < UNBOUNDED => Ok(n),
                        _ => Err(ParseError::Overflow("the repetition number is too large")),
                    }
                };
                let (min, max) = (bound(&low, 0)?, bound(&high, UNBOUNDED)?);
                if max < min {
                    return Err(self.error_at("min repeat greater than max repeat", after).into());
                }
                (min, max)
            }
        };
        match items.last() {
            None | Some(Node::At(_)) => return Err(self.error_at("nothing to repeat", start).into()),
            Some(Node::Repeat { .. }) => return Err(self.error_at("multiple repeat", start).into()),
            _ => {}
        }
        let kind = if self.accept('?') {
            RepeatKind::Lazy
        } else if self.accept('+') {
            RepeatKind::Possessive
        } else {
            RepeatKind::Greedy
        };
        if let Some(node) = items.pop() {
            items.push(Node::Repeat { min, max, kind, node: Box::new(node) });
        }
        Ok(())
    }

    fn digits(&mut self) -> String {
        let from = self.pos;
        while self.peek().is_some_and(|c| ascii(c).is_ascii_digit()) {
            self.pos += 1;
        }
        self.slice(from)
    }

    /// Text up to a terminator, which is skipped.
    fn until(&mut self, terminator: char, what: &str) -> Outcome<Vec<u32>> {
        let from = self.pos;
        loop {
            match self.next() {
                None => {
                    if self.pos == from {
                        return Err(self.error(format!("missing {what}"), 0));
                    }
                    return Err(self.error(format!("missing {terminator}, unterminated name"), self.pos - from));
                }
                Some(c) if c == u32::from(terminator) => {
                    if self.pos - 1 == from {
                        return Err(self.error(format!("missing {what}"), 1));
                    }
                    return Ok(self.text[from..self.pos - 1].to_vec());
                }
                Some(_) => {}
            }
        }
    }

    /// A name between the current position and a terminator.
    fn name(&mut self, terminator: char) -> Outcome<Vec<u32>> {
        let name = self.until(terminator, "group name")?;
        if !is_identifier(&name) {
            return Err(self.error(format!("bad character in group name {}", quoted(&name, self.is_text)), name.len() + 1));
        }
        Ok(name)
    }

    fn expect_close(&mut self, start: usize) -> Outcome<()> {
        if self.accept(')') { Ok(()) } else { Err(self.error_at("missing ), unterminated subpattern", start)) }
    }

    /// Everything behind `(`, which is at `start`. `None` for comments and global flags.
    fn group(&mut self, start: usize, local: &mut Flags, first: bool) -> Step<Option<Node>> {
        if !self.accept('?') {
            return self.capture(start, None, *local).map(Some);
        }
        let Some(c) = self.next() else { return Err(self.error("unexpected end of pattern", 0).into()) };
        match ascii(c) {
            'P' => {
                if self.accept('<') {
                    let name = self.name('>')?;
                    return self.capture(start, Some(name), *local).map(Some);
                }
                if self.accept('=') {
                    let name = self.name(')')?;
                    let Some(&group) = self.names.get(&name) else {
                        return Err(self.error(format!("unknown group name {}", quoted(&name, self.is_text)), name.len() + 1).into());
                    };
                    self.check_reference(group, name.len() + 1)?;
                    return Ok(Some(Node::Reference { group, fold: fold(*local, self.is_text) }));
                }
                match self.next() {
                    None => Err(self.error("unexpected end of pattern", 0).into()),
                    Some(c) => Err(self.error(format!("unknown extension ?P{}", ascii(c)), 3).into()),
                }
            }
            ':' => {
                let node = self.branches(*local, false)?;
                self.expect_close(start)?;
                Ok(Some(Node::Group(None, Box::new(node))))
            }
            '#' => loop {
                match self.next() {
                    None => return Err(self.error_at("missing ), unterminated comment", start).into()),
                    Some(c) if c == u32::from(')') => return Ok(None),
                    Some(_) => {}
                }
            },
            mark @ ('=' | '!' | '<') => {
                let behind = mark == '<';
                let mut mark = mark;
                if behind {
                    let Some(c) = self.next() else { return Err(self.error("unexpected end of pattern", 0).into()) };
                    mark = ascii(c);
                    if mark != '=' && mark != '!' {
                        return Err(self.error(format!("unknown extension ?<{mark}"), 3).into());
                    }
                }
                let outer = self.look_behind;
                if behind && outer.is_none() {
                    self.look_behind = Some(self.widths.len());
                }
                let node = self.branches(*local, false)?;
                self.look_behind = outer;
                self.expect_close(start)?;
                let behind = if behind {
                    let (low, high) = self.width(&node);
                    if low != high {
                        return Err(ParseError::Pattern("look-behind requires fixed-width pattern".to_string(), None).into());
                    }
                    Some(low)
                } else {
                    None
                };
                Ok(Some(Node::Look { negative: mark == '!', behind, node: Box::new(node) }))
            }
            '>' => {
                let node = self.branches(*local, false)?;
                self.expect_close(start)?;
                Ok(Some(Node::Atomic(Box::new(node))))
            }
            '(' => self.conditional(start, *local).map(Some),
            mark if mark == '-' || flag_of(c).is_some() => {
                let Some((add, remove)) = self.inline_flags(c)? else {
                    if !first {
                        return Err(self.error_at("global flags not at the start of the expression", start).into());
                    }
                    *local |= self.flags;
                    return Ok(None);
                };
                let mut inner = *local;
                if add & TYPE_FLAGS != 0 {
                    inner &= !TYPE_FLAGS;
                }
                let node = self.branches((inner | add) & !remove, false)?;
                self.expect_close(start)?;
                Ok(Some(Node::Group(None, Box::new(node))))
            }
            other => Err(self.error(format!("unknown extension ?{other}"), 2).into()),
        }
    }

    fn capture(&mut self, start: usize, name: Option<Vec<u32>>, local: Flags) -> Step<Node> {
        let index = self.widths.len();
        self.widths.push(None);
        if let Some(name) = name {
            if let Some(&old) = self.names.get(&name) {
                let message = format!("redefinition of group name {} as group {index}; was group {old}", quoted(&name, self.is_text));
                return Err(self.error(message, name.len() + 1).into());
            }
            self.names.insert(name.clone(), index);
            self.name_order.push((name, index));
        }
        let node = self.branches(local, false)?;
        self.expect_close(start)?;
        self.widths[index] = Some(self.width(&node));
        Ok(Node::Group(Some(index), Box::new(node)))
    }

    fn conditional(&mut self, start: usize, local: Flags) -> Step<Node> {
        let name = self.until(')', "group name")?;
        let back = name.len() + 1;
        let group = if is_identifier(&name) {
            match self.names.get(&name) {
                Some(&g) => g,
                None => return Err(self.error(format!("unknown group name {}", quoted(&name, self.is_text)), back).into()),
            }
        } else {
            let text: String = name.iter().map(|&c| ascii(c)).collect();
            let Ok(group) = text.trim().parse::<usize>() else {
                return Err(self.error(format!("bad character in group name {}", quoted(&name, self.is_text)), back).into());
            };
            if group == 0 {
                return Err(self.error("bad group number", back).into());
            }
            if group >= i32::MAX as usize / 2 {
                return Err(self.error(format!("invalid group reference {group}"), back).into());
            }
            if !self.conditions.iter().any(|&(g, _)| g == group) {
                self.conditions.push((group, self.pos - back));
            }
            group
        };
        self.check_look_behind(group)?;
        let mut inner = local;
        let yes = self.sequence(&mut inner, false)?;
        let mut no = Node::Sequence(Vec::new());
        if self.accept('|') {
            no = self.sequence(&mut inner, false)?;
            if self.peek_is('|') {
                return Err(self.error("conditional backref with more than two branches", 0).into());
            }
        }
        self.expect_close(start)?;
        Ok(Node::Conditional { group, yes: Box::new(yes), no: Box::new(no) })
    }

    fn check_look_behind(&self, group: usize) -> Outcome<()> {
        match self.look_behind {
            Some(known) if group >= known => Err(self.error("cannot refer to group defined in the same lookbehind subpattern", 0)),
            Some(_) if self.widths.get(group).is_some_and(|w| w.is_none()) => Err(self.error("cannot refer to an open group", 0)),
            _ => Ok(()),
        }
    }

    fn check_reference(&self, group: usize, back: usize) -> Outcome<()> {
        if self.widths[group].is_none() {
            return Err(self.error("cannot refer to an open group", back));
        }
        self.check_look_behind(group)
    }

    /// Flags after `(?`, the first letter read already: those to add and to remove, or `None` for global ones.
    fn inline_flags(&mut self, c: u32) -> Step<Option<(Flags, Flags)>> {
        let (mut add, mut remove) = (0, 0);
        let mut c = c;
        let alphabetic = |c: u32| ascii(c).is_alphabetic();
        if c != u32::from('-') {
            loop {
                let flag = flag_of(c).unwrap_or(0);
                if self.is_text && flag == flags::LOCALE {
                    return Err(self.error("bad inline flags: cannot use 'L' flag with a str pattern", 0).into());
                }
                if !self.is_text && flag == flags::UNICODE {
                    return Err(self.error("bad inline flags: cannot use 'u' flag with a bytes pattern", 0).into());
                }
                add |= flag;
                if flag & TYPE_FLAGS != 0 && add & TYPE_FLAGS != flag {
                    return Err(self.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0).into());
                }
                let Some(next) = self.next() else { return Err(self.error("missing -, : or )", 0).into()) };
                c = next;
                if matches!(ascii(c), ')' | '-' | ':') {
                    break;
                }
                if flag_of(c).is_none() {
                    let message = if alphabetic(c) { "unknown flag" } else { "missing -, : or )" };
                    return Err(self.error(message, 1).into());
                }
            }
        }
        if c == u32::from(')') {
            let old = self.flags;
            self.flags |= add;
            if add & flags::VERBOSE != 0 && old & flags::VERBOSE == 0 {
                return Err(Stop::Verbose);
            }
            return Ok(None);
        }
        let global = flags::TEMPLATE | flags::DEBUG;
        if add & global != 0 {
            return Err(self.error("bad inline flags: cannot turn on global flag", 1).into());
        }
        if c == u32::from('-') {
            let Some(mut c) = self.next() else { return Err(self.error("missing flag", 0).into()) };
            if flag_of(c).is_none() {
                return Err(self.error(if alphabetic(c) { "unknown flag" } else { "missing flag" }, 1).into());
            }
            loop {
                let flag = flag_of(c).unwrap_or(0);
                if flag & TYPE_FLAGS != 0 {
                    return Err(self.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0).into());
                }
                remove |= flag;
                let Some(next) = self.next() else { return Err(self.error("missing :", 0).into()) };
                c = next;
                if c == u32::from(':') {
                    break;
                }
                if flag_of(c).is_none() {
                    return Err(self.error(if alphabetic(c) { "unknown flag" } else { "missing :" }, 1).into());
                }
            }
        }
        if remove & global != 0 {
            return Err(self.error("bad inline flags: cannot turn off global flag", 1).into());
        }
        if add & remove != 0 {
            return Err(self.error("bad inline flags: flag turned on and off", 1).into());
        }
        Ok(Some((add, remove)))
    }

    /// `[...]`, whose bracket is at `start`.
    fn set(&mut self, local: Flags, start: usize) -> Step<Node> {
        let negate = self.accept('^');
        let mut items = Vec::new();
        let unterminated = |p: &Self| p.error_at("unterminated character set", start);
        let begin = self.pos;
        loop {
            let from = self.pos;
            let Some(c) = self.next() else { return Err(unterminated(self).into()) };
            if c == u32::from(']') && from != begin {
                break;
            }
            let low = if c == u32::from('\\') {
                self.pos = from;
                self.class_escape()?
            } else {
                Item::Char(c)
            };
            let middle = self.pos;
            if !self.accept('-') {
                items.push(low);
                continue;
            }
            let second = self.pos;
            let Some(c) = self.next() else { return Err(unterminated(self).into()) };
            if c == u32::from(']') {
                items.push(low);
                items.push(Item::Char(u32::from('-')));
                break;
            }
            let high = if c == u32::from('\\') {
                self.pos = second;
                self.class_escape()?
            } else {
                Item::Char(c)
            };
            match (low, high) {
                (Item::Char(a), Item::Char(b)) if a <= b => items.push(Item::Range(a, b)),
                _ => {
                    let text: String = self.text[from..middle].iter().map(|&c| ascii(c)).collect();
                    let message = format!("bad character range {text}-{}", self.slice(second));
                    return Err(self.error_at(message, from).into());
                }
            }
        }
        Ok(Node::Set { negate, items, fold: fold(local, self.is_text), ascii: !self.is_text || local & flags::ASCII != 0 })
    }

    /// Reads `\` and the letter behind it.
    fn escape_letter(&mut self) -> Outcome<char> {
        self.pos += 1;
        match self.next() {
            Some(c) => Ok(ascii(c)),
            None => Err(self.error("bad escape (end of pattern)", 1)),
        }
    }

    fn while_digits(&mut self, most: usize, radix: u32) {
        let limit = self.pos + most;
        while self.pos < limit && self.peek().is_some_and(|c| ascii(c).is_digit(radix)) {
            self.pos += 1;
        }
    }

    /// Escapes that mean the same inside and outside of sets: the code point, if it is one of them.
    fn common_escape(&mut self, c: char, start: usize) -> Outcome<Option<u32>> {
        let simple = match c {
            'a' => 7,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            '\\' => 92,
            'x' | 'u' | 'U' if c == 'x' || self.is_text => {
                let count = match c {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                self.while_digits(count, 16);
                if self.pos - start != count + 2 {
                    return Err(self.error_at(format!("incomplete escape {}", self.slice(start)), start));
                }
                let digits: String = self.slice(start + 2);
                let value = u32::from_str_radix(&digits, 16).unwrap_or(u32::MAX);
                if value > 0x10FFFF {
                    return Err(self.error_at(format!("bad escape {}", self.slice(start)), start));
                }
                value
            }
            'N' if self.is_text => {
                // There is no table of names here.
                if !self.accept('{') {
                    return Err(self.error("missing {", 0));
                }
                let name = self.until('}', "character name")?;
                return Err(self.error(format!("undefined character name {}", quoted(&name, true)), name.len() + 4));
            }
            _ => return Ok(None),
        };
        Ok(Some(simple))
    }

    fn octal(&mut self, start: usize) -> Outcome<u32> {
        let text = self.slice(start + 1);
        let value = u32::from_str_radix(&text, 8).unwrap_or(u32::MAX);
        if value > 0o377 {
            return Err(self.error_at(format!("octal escape value {} outside of range 0-0o377", self.slice(start)), start));
        }
        Ok(value)
    }

    fn class_escape(&mut self) -> Outcome<Item> {
        let start = self.pos;
        let c = self.escape_letter()?;
        if let Some(code) = self.common_escape(c, start)? {
            return Ok(Item::Char(code));
        }
        if let Some((category, negate)) = category(c) {
            return Ok(Item::Category(category, negate));
        }
        match c {
            'b' => Ok(Item::Char(8)),
            '0'..='7' => {
                self.while_digits(2, 8);
                self.octal(start).map(Item::Char)
            }
            c if c.is_ascii_alphanumeric() => Err(self.error_at(format!("bad escape {}", self.slice(start)), start)),
            _ => Ok(Item::Char(self.text[start + 1])),
        }
    }

    fn escape(&mut self, local: Flags) -> Outcome<Node> {
        let start = self.pos;
        let c = self.escape_letter()?;
        let unicode = self.is_text && local & flags::ASCII == 0;
        if let Some((category, negate)) = category(c) {
            let items = vec![Item::Category(category, negate)];
            return Ok(Node::Set { negate: false, items, fold: None, ascii: !unicode });
        }
        let at = match c {
            'A' => Some(Assertion::Start),
            'Z' => Some(Assertion::End),
            'b' => Some(Assertion::Boundary { negative: false, ascii: !unicode }),
            'B' => Some(Assertion::Boundary { negative: true, ascii: !unicode }),
            _ => None,
        };
        if let Some(at) = at {
            return Ok(Node::At(at));
        }
        if let Some(code) = self.common_escape(c, start)? {
            return Ok(literal_in(code, local, self.is_text));
        }
        match c {
            '0' => {
                self.while_digits(2, 8);
                self.octal(start).map(|c| literal_in(c, local, self.is_text))
            }
            '1'..='9' => {
                if self.peek().is_some_and(|c| ascii(c).is_ascii_digit()) {
                    self.pos += 1;
                    let is_octal = |i: usize| self.text.get(i).is_some_and(|&c| ascii(c).is_digit(8));
                    if is_octal(start + 1) && is_octal(start + 2) && is_octal(self.pos) {
                        self.pos += 1;
                        return self.octal(start).map(|c| literal_in(c, local, self.is_text));
                    }
                }
                let group: usize = self.slice(start + 1).parse().unwrap_or(usize::MAX);
                if group < self.widths.len() {
                    self.check_reference(group, self.pos - start)?;
                    return Ok(Node::Reference { group, fold: fold(local, self.is_text) });
                }
                Err(self.error_at(format!("invalid group reference {group}"), start + 1))
            }
            c if c.is_ascii_alphabetic() => Err(self.error_at(format!("bad escape {}", self.slice(start)), start)),
            _ => Ok(literal_in(self.text[start + 1], local, self.is_text)),
        }
    }

    /// Smallest and largest number of characters that a node takes.
    fn width(&self, node: &Node) -> (u64, u64) {
        const MOST: u64 = u32::MAX as u64;
        let cap = |(a, b): (u64, u64)| (a.min(MOST), b.min(MOST));
        match node {
            Node::Literal { .. } | Node::Any { .. } | Node::Set { .. } => (1, 1),
            Node::Sequence(items) => cap(items.iter().map(|n| self.width(n)).fold((0, 0), |s, w| (s.0 + w.0, s.1 + w.1))),
            Node::Branch(items) => items.iter().map(|n| self.width(n)).fold((u64::MAX, 0), |s, w| (s.0.min(w.0), s.1.max(w.1))),
            Node::Repeat { min, max, node, .. } => {
                let (low, high) = self.width(node);
                cap((low * u64::from(*min), high * u64::from(*max)))
            }
            Node::Group(_, node) | Node::Atomic(node) => self.width(node),
            Node::Reference { group, .. } => self.widths[*group].unwrap_or((0, MOST)),
            Node::Conditional { yes, no, .. } => {
                let (a, b) = (self.width(yes), self.width(no));
                (a.0.min(b.0), a.1.max(b.1))
            }
            Node::Look { .. } | Node::At(_) => (0, 0),
        }
    }
}

fn category(c: char) -> Option<(Category, bool)> {
    let category = match c.to_ascii_lowercase() {
        'd' => Category::Digit,
        's' => Category::Space,
        'w' => Category::Word,
        _ => return None,
    };
    Some((category, c.is_ascii_uppercase()))
}

/// How case is ignored: not at all, or in ASCII only, or in all of Unicode.
fn fold(local: Flags, is_text: bool) -> Option<super::tree::Fold> {
    if local & flags::IGNORECASE == 0 {
        return None;
    }
    Some(if is_text && local & flags::ASCII == 0 { super::tree::Fold::Unicode } else { super::tree::Fold::Ascii })
}

fn literal_in(c: u32, local: Flags, is_text: bool) -> Node {
    Node::Literal { c, fold: fold(local, is_text) }
}
