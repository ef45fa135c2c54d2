//! Character properties and case mappings as CPython 3.11 has them (Unicode 14.0).
//!
//! The tables are generated from CPython itself by `unicode/generate.py`: Rust's own tables are of another Unicode
//! version and lack title and folded case. No normalisation and no character names here.

mod tables;

/// Properties of one code point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Properties(u16);

macro_rules! properties {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Properties {
            $($(#[$doc])*
            #[inline]
            pub fn $name(self) -> bool {
                self.0 & (1 << $bit) != 0
            })*
        }
    };
}

properties! {
    /// `str.isalpha`
    alpha = 0;
    /// `str.isdecimal`
    decimal = 1;
    /// `str.isdigit`
    digit = 2;
    /// `str.isnumeric`
    numeric = 3;
    /// `str.islower` of the character
    lower = 4;
    /// `str.isupper` of the character
    upper = 5;
    /// Title-case letter that is not upper case
    title = 6;
    /// `str.isspace`
    space = 7;
    /// `str.isprintable`: shown as it is by `repr`
    printable = 8;
    /// May begin an identifier
    id_start = 9;
    /// May continue an identifier
    id_continue = 10;
    /// Has case, for the rule of the final sigma and for `str.title`
    cased = 11;
    /// Skipped by the rule of the final sigma
    case_ignorable = 12;
    /// Ends a line for `str.splitlines`
    line_break = 13;
}

impl Properties {
    /// The letter after it is inside a word, for `str.title`: cased, whether or not the sigma rule skips it.
    #[inline]
    pub fn cased_for_title(self) -> bool {
        self.cased() || self.lower() || self.upper() || self.title()
    }
    /// `str.isalnum`
    #[inline]
    pub fn alnum(self) -> bool {
        self.0 & 0b1111 != 0
    }
}

/// Properties of a code point.
pub fn properties(c: u32) -> Properties {
    Properties(tables::PROPERTIES[run_of(c)].1)
}

fn run_of(c: u32) -> usize {
    // The first run starts at 0, so there is always one at or before `c`.
    tables::PROPERTIES.partition_point(|&(start, _)| start <= c) - 1
}

/// White space, as `str.split()` and `str.strip()` see it.
#[inline]
pub fn is_space(c: u32) -> bool {
    if c < 128 { is_ascii_space(c as u8) } else { properties(c).space() }
}

/// As [`is_space`], of ASCII.
#[inline]
pub(crate) fn is_ascii_space(b: u8) -> bool {
    matches!(b, 9..=13 | 28..=32)
}

/// Shown by `repr` as it is.
#[inline]
pub fn is_printable(c: u32) -> bool {
    if c < 128 { (32..127).contains(&c) } else { properties(c).printable() }
}

/// Ends a line for `str.splitlines`.
#[inline]
pub fn is_line_break(c: u32) -> bool {
    if c < 128 { matches!(c, 10..=13 | 28..=30) } else { properties(c).line_break() }
}

/// Value of a decimal digit of any script: what `int()` and `float()` accept.
pub fn decimal_value(c: u32) -> Option<u32> {
    if c < 128 {
        return (48..58).contains(&c).then(|| c - 48);
    }
    let run = run_of(c);
    let (start, flags) = tables::PROPERTIES[run];
    // Decimal digits come in runs of whole tens, from zero up.
    Properties(flags).decimal().then(|| (c - start) % 10)
}

/// A mapping to one, two or three code points, zero-padded.
pub type Mapped = [u32; 3];

fn look_up(table: &[(u32, Mapped)], c: u32) -> Option<Mapped> {
    table.binary_search_by_key(&c, |row| row.0).ok().map(|i| table[i].1)
}

/// Upper case.
pub fn upper_case(c: u32) -> Mapped {
    if c < 128 {
        return [u32::from((c as u8).to_ascii_uppercase()), 0, 0];
    }
    look_up(tables::UPPER_CASE, c).unwrap_or([c, 0, 0])
}

/// Lower case, without the rule of the final sigma.
pub fn lower_case(c: u32) -> Mapped {
    if c < 128 {
        return [u32::from((c as u8).to_ascii_lowercase()), 0, 0];
    }
    look_up(tables::LOWER_CASE, c).unwrap_or([c, 0, 0])
}

/// Title case.
pub fn title_case(c: u32) -> Mapped {
    look_up(tables::TITLE_CASE, c).unwrap_or_else(|| upper_case(c))
}

/// Folded case.
pub fn folded_case(c: u32) -> Mapped {
    look_up(tables::FOLDED_CASE, c).unwrap_or_else(|| lower_case(c))
}

/// The code points of a mapping.
#[inline]
pub fn mapped(m: Mapped) -> impl Iterator<Item = u32> {
    let length = 1 + usize::from(m[1] != 0) + usize::from(m[2] != 0);
    m.into_iter().take(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_those_of_unicode_14() {
        assert!(properties('é' as u32).alpha() && properties('é' as u32).lower());
        assert!(!is_printable(0xAD) && !is_printable(0xD800) && is_printable(0x1F600));
        assert!(properties('²' as u32).digit() && !properties('²' as u32).decimal());
        assert_eq!(decimal_value('٣' as u32), Some(3));
        assert_eq!(decimal_value(0x1D7FF), Some(9));
        assert_eq!(upper_case('ß' as u32), ['S' as u32, 'S' as u32, 0]);
        assert_eq!(title_case('ß' as u32), ['S' as u32, 's' as u32, 0]);
        assert_eq!(folded_case('ß' as u32), ['s' as u32, 's' as u32, 0]);
    }

    #[test]
    fn runs_of_decimal_digits_are_whole_tens() {
        for (row, next) in tables::PROPERTIES.iter().zip(&tables::PROPERTIES[1..]) {
            assert!(!Properties(row.1).decimal() || (next.0 - row.0) % 10 == 0, "{row:?}");
        }
    }
}
