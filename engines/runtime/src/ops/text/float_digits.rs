//! Floats in the layouts of C's `%e`, `%f` and `%g`, correctly rounded.

/// Text of a non-negative or not finite number in the layout `kind` (`e`, `f`, `g`, upper case for upper case), without
/// sign. `alternate` keeps the decimal point, and for `g` the trailing zeros.
pub(crate) fn float_digits(x: f64, kind: u8, precision: usize, alternate: bool) -> String {
    let x = x.abs();
    let text = if x.is_nan() {
        "nan".to_string()
    } else if x.is_infinite() {
        "inf".to_string()
    } else {
        match kind.to_ascii_lowercase() {
            b'f' => fixed(x, precision, alternate),
            b'e' => scientific(x, precision, alternate),
            _ => general(x, precision.max(1), alternate),
        }
    };
    if kind.is_ascii_uppercase() { text.to_ascii_uppercase() } else { text }
}

fn fixed(x: f64, precision: usize, point: bool) -> String {
    let text = format!("{x:.precision$}");
    if point && precision == 0 { text + "." } else { text }
}

/// Digits and decimal exponent, rounded to `precision` places behind the first digit.
fn mantissa(x: f64, precision: usize) -> (String, i32) {
    let text = format!("{x:.precision$e}");
    match text.split_once('e') {
        Some((digits, exponent)) => (digits.to_string(), exponent.parse().unwrap_or(0)),
        None => (text, 0),
    }
}

fn with_exponent(digits: &str, exponent: i32) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
}

fn scientific(x: f64, precision: usize, point: bool) -> String {
    let (mut digits, exponent) = mantissa(x, precision);
    if point && precision == 0 {
        digits.push('.');
    }
    with_exponent(&digits, exponent)
}

fn general(x: f64, precision: usize, alternate: bool) -> String {
    let (mut digits, exponent) = mantissa(x, precision - 1);
    let scientific = exponent < -4 || i64::from(exponent) >= precision as i64;
    if !scientific {
        let places = (precision as i64 - 1 - i64::from(exponent)).max(0) as usize;
        digits = format!("{x:.places$}");
    }
    if !digits.contains('.') && alternate {
        digits.push('.');
    }
    if digits.contains('.') && !alternate {
        digits.truncate(digits.trim_end_matches('0').trim_end_matches('.').len());
    }
    if scientific { with_exponent(&digits, exponent) } else { digits }
}

#[cfg(test)]
mod tests {
    use super::float_digits;

    #[test]
    fn layouts_are_those_of_c() {
        for (x, kind, precision, alternate, expected) in [
            (12345.678, b'e', 6, false, "1.234568e+04"),
            (1e-5, b'g', 6, false, "1e-05"),
            (1.0, b'g', 6, true, "1.00000"),
            (1.0, b'g', 0, true, "1."),
            (100000.0, b'g', 6, false, "100000"),
            (1e6, b'g', 6, false, "1e+06"),
            (999999.9, b'g', 6, false, "1e+06"),
            (0.0, b'g', 6, false, "0"),
            (1e-10, b'G', 6, false, "1E-10"),
            (0.5, b'f', 0, false, "0"),
            (1.5, b'f', 0, false, "2"),
            (1.0, b'f', 0, true, "1."),
            (1.0, b'e', 0, true, "1.e+00"),
            (1e22, b'f', 2, false, "10000000000000000000000.00"),
            (5e-324, b'e', 3, false, "4.941e-324"),
            (f64::INFINITY, b'F', 6, false, "INF"),
        ] {
            assert_eq!(float_digits(x, kind, precision, alternate), expected, "{x} {}", kind as char);
        }
    }
}
