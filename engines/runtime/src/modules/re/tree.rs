//! What a pattern says: the tree between parser and program, and the meaning of characters in it.

use crate::unicode;

/// Bits of `RegexFlag`.
pub(super) type Flags = u32;

/// Their values, those of CPython.
pub(super) mod flags {
    use super::Flags;
    pub(in super::super) const TEMPLATE: Flags = 1;
    pub(in super::super) const IGNORECASE: Flags = 2;
    pub(in super::super) const LOCALE: Flags = 4;
    pub(in super::super) const MULTILINE: Flags = 8;
    pub(in super::super) const DOTALL: Flags = 16;
    pub(in super::super) const UNICODE: Flags = 32;
    pub(in super::super) const VERBOSE: Flags = 64;
    pub(in super::super) const DEBUG: Flags = 128;
    pub(in super::super) const ASCII: Flags = 256;
}

/// How case is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    Ascii,
    Unicode,
}

/// `\d`, `\s`, `\w`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Digit,
    Space,
    Word,
}

/// Conditions on a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    Start,
    End,
    /// `$`: the end, or a line end that is the last character.
    EndOrNewline,
    LineStart,
    LineEnd,
    Boundary {
        negative: bool,
        ascii: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RepeatKind {
    Greedy,
    Lazy,
    Possessive,
}

/// Member of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Char(u32),
    Range(u32, u32),
    /// A category, or what is outside of it.
    Category(Category, bool),
}

#[derive(Debug)]
pub(super) enum Node {
    Literal {
        c: u32,
        fold: Option<Fold>,
    },
    Any {
        newline: bool,
    },
    Set {
        negate: bool,
        items: Vec<Item>,
        fold: Option<Fold>,
        ascii: bool,
    },
    Sequence(Vec<Node>),
    Branch(Vec<Node>),
    Repeat {
        min: u32,
        max: u32,
        kind: RepeatKind,
        node: Box<Node>,
    },
    Group(Option<usize>, Box<Node>),
    Reference {
        group: usize,
        fold: Option<Fold>,
    },
    Conditional {
        group: usize,
        yes: Box<Node>,
        no: Box<Node>,
    },
    /// Look-around; `behind` is the width to step back.
    Look {
        negative: bool,
        behind: Option<u64>,
        node: Box<Node>,
    },
    Atomic(Box<Node>),
    At(Assertion),
}

/// Lower-case form of one character by the rules of `fold`.
pub(super) fn lower(c: u32, fold: Fold) -> u32 {
    if c < 128 {
        return if (65..=90).contains(&c) { c + 32 } else { c };
    }
    match fold {
        Fold::Ascii => c,
        Fold::Unicode => single(unicode::mapped(unicode::lower_case(c)), c),
    }
}

/// Upper-case form, where it is one character.
pub(super) fn upper(c: u32) -> u32 {
    let mut mapped = unicode::mapped(unicode::upper_case(c));
    match (mapped.next(), mapped.next()) {
        (Some(u), None) => u,
        _ => c,
    }
}

/// The first character of a mapping: the simple mapping of the only letter whose lower case is longer.
fn single(mut mapped: impl Iterator<Item = u32>, c: u32) -> u32 {
    mapped.next().unwrap_or(c)
}

/// Lower-case letters that have an upper case in common (Unicode's case mappings), in groups.
const EQUIVALENT: &[&[u32]] = &[
    &[0x69, 0x131],
    &[0x73, 0x17F],
    &[0xB5, 0x3BC],
    &[0x345, 0x3B9, 0x1FBE],
    &[0x390, 0x1FD3],
    &[0x3B0, 0x1FE3],
    &[0x3B2, 0x3D0],
    &[0x3B5, 0x3F5],
    &[0x3B8, 0x3D1],
    &[0x3BA, 0x3F0],
    &[0x3C0, 0x3D6],
    &[0x3C1, 0x3F1],
    &[0x3C2, 0x3C3],
    &[0x3C6, 0x3D5],
    &[0x432, 0x1C80],
    &[0x434, 0x1C81],
    &[0x43E, 0x1C82],
    &[0x441, 0x1C83],
    &[0x442, 0x1C84, 0x1C85],
    &[0x44A, 0x1C86],
    &[0x463, 0x1C87],
    &[0x1C88, 0xA64B],
    &[0x1E61, 0x1E9B],
    &[0xFB05, 0xFB06],
];

/// The letters that equal a lower-case letter when case is ignored, itself included.
pub(super) fn equivalents(lower: u32, fold: Fold) -> &'static [u32] {
    match fold {
        Fold::Ascii => &[],
        Fold::Unicode => EQUIVALENT.iter().find(|group| group.contains(&lower)).copied().unwrap_or(&[]),
    }
}

/// Whether two characters are the same when case is ignored.
pub(super) fn same_folded(a: u32, b: u32, fold: Fold) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (lower(a, fold), lower(b, fold));
    a == b || equivalents(a, fold).contains(&b)
}

/// Whether a character belongs to a category.
pub(super) fn in_category(c: u32, category: Category, ascii: bool) -> bool {
    if c < 128 || ascii {
        let Some(c) = u8::try_from(c).ok().filter(u8::is_ascii) else { return false };
        return match category {
            Category::Digit => c.is_ascii_digit(),
            // Text has four more separators, U+001C to U+001F.
            Category::Space => matches!(c, 9..=13 | 32) || (!ascii && matches!(c, 28..=31)),
            Category::Word => c.is_ascii_alphanumeric() || c == b'_',
        };
    }
    match category {
        Category::Digit => unicode::decimal_value(c).is_some(),
        Category::Space => unicode::is_space(c),
        Category::Word => unicode::properties(c).alnum(),
    }
}
