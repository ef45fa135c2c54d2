//! Widths of text, from the bundled font's own advance table.
//!
//! plotters guesses a width from the number of bytes; labels here are placed, cut and wrapped by what the font says.
//! The font carries no kerning, so the sum of advances is the width.

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Family name inside the bundled files.
pub const FAMILY: &str = "Spectrum Sans";
/// Regular weight, TrueType.
pub const REGULAR: &[u8] = include_bytes!("../fonts/SpectrumSans-Regular.ttf");
/// Bold weight, TrueType.
pub const BOLD: &[u8] = include_bytes!("../fonts/SpectrumSans-Bold.ttf");
/// Regular weight, compressed for the page.
pub const REGULAR_WOFF2: &[u8] = include_bytes!("../fonts/SpectrumSans-Regular.woff2");
/// Bold weight, compressed for the page.
pub const BOLD_WOFF2: &[u8] = include_bytes!("../fonts/SpectrumSans-Bold.woff2");

/// Height of a capital letter, in em (Inter: 1490 of 2048 units).
pub const CAP_HEIGHT: f64 = 0.727;

type Advances = HashMap<char, f32>;

fn advances(bold: bool) -> &'static Advances {
    static TABLES: [OnceLock<Advances>; 2] = [OnceLock::new(), OnceLock::new()];
    TABLES[usize::from(bold)].get_or_init(|| {
        let font = skrifa::FontRef::new(if bold { BOLD } else { REGULAR }).expect("the bundled font is well formed");
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        font.charmap().mappings().filter_map(|(code, glyph)| Some((char::from_u32(code)?, metrics.advance_width(glyph)?))).collect()
    })
}

/// Width of `text` at `size` pixels. Characters the font lacks count one em.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let table = advances(bold);
    text.chars().map(|c| f64::from(table.get(&c).copied().unwrap_or(1.0))).sum::<f64>() * size
}

/// `text`, or as much of its beginning and end as fits into `max` pixels with an ellipsis between them. Ends are
/// kept because long names differ there as often as at the start.
pub fn fit(text: &str, size: f64, bold: bool, max: f64) -> String {
    if width(text, size, bold) <= max {
        return text.to_string();
    }
    let chars: Vec<char> = text.chars().collect();
    for kept in (1..chars.len()).rev() {
        let head = kept.div_ceil(2);
        let cut: String = chars[..head].iter().chain(std::iter::once(&'…')).chain(&chars[chars.len() - (kept - head)..]).collect();
        if width(&cut, size, bold) <= max {
            return cut;
        }
    }
    "…".to_string()
}

/// `text` in at most two lines of `max` pixels, broken behind a separator where possible; the second line is cut as
/// [`fit`] does.
pub fn wrap(text: &str, size: f64, bold: bool, max: f64) -> Vec<String> {
    if width(text, size, bold) <= max {
        return vec![text.to_string()];
    }
    let fits = |end: &usize| width(&text[..*end], size, bold) <= max;
    let behind = |separators: &[char]| {
        text.char_indices()
            .filter(|(_, c)| separators.is_empty() || separators.contains(c))
            .map(|(at, c)| at + c.len_utf8())
            .take_while(|end| fits(end))
            .last()
    };
    let cut = behind(&['/', '-', '_', ' ', '.']).or_else(|| behind(&[])).unwrap_or(text.len());
    vec![text[..cut].trim_end().to_string(), fit(&text[cut..], size, bold, max)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_come_from_the_font() {
        assert_eq!(width("", 12.0, false), 0.0);
        assert!((width("111", 10.0, false) - width("888", 10.0, false)).abs() < 1e-6, "digits are tabular");
        assert!(width("µ", 10.0, false) < 8.0, "counted as one character, not two bytes");
        assert!(width("mm", 10.0, true) > width("mm", 10.0, false));
    }

    #[test]
    fn long_names_keep_both_ends() {
        assert_eq!(fit("short", 12.0, false, 100.0), "short");
        let cut = fit("numeric/a-very-long-workload-name-for-testing-ellipsis", 12.0, false, 120.0);
        assert!(cut.starts_with("numeric") && cut.ends_with("ipsis") && cut.contains('…'), "{cut}");
        assert!(width(&cut, 12.0, false) <= 120.0);
        assert_eq!(fit("anything", 12.0, false, 1.0), "…");
        let lines = wrap("numeric/a-very-long-workload-name", 12.0, false, 120.0);
        assert_eq!(lines, ["numeric/a-very-", "long-workload-name"]);
    }
}
