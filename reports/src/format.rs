//! Numbers for people: no more digits than a reader can use, always with their unit.

/// Three significant digits of a positive number.
fn significant(value: f64) -> String {
    match value.abs() {
        v if v >= 99.95 => format!("{value:.0}"),
        v if v >= 9.995 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// A count or a quotient: `1234`, `12.3`, `0.0123`.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || size >= 1.0 { significant(value) } else { format!("{value:.*}", (2.0 - size.log10().floor()).min(9.0) as usize) }
}

/// Nanoseconds with the unit that fits: `1.23 ms`.
pub fn time(ns: f64) -> String {
    match ns.abs() {
        v if v >= 999.5e6 => format!("{} s", significant(ns / 1e9)),
        v if v >= 999.5e3 => format!("{} ms", significant(ns / 1e6)),
        v if v >= 999.5 => format!("{} µs", significant(ns / 1e3)),
        _ => format!("{ns:.0} ns"),
    }
}

/// Nanoseconds as milliseconds without a unit, for columns headed `ms`.
pub fn millis(ns: f64) -> String {
    let ms = ns / 1e6;
    if ms != 0.0 && ms.abs() < 0.005 { format!("{ms:.4}") } else { significant(ms) }
}

/// Bytes in binary units: `12.3 MiB`.
pub fn bytes(bytes: f64) -> String {
    match bytes {
        v if v >= 1_073_741_824.0 => format!("{} GiB", significant(v / 1_073_741_824.0)),
        v if v >= 1_048_576.0 => format!("{} MiB", significant(v / 1_048_576.0)),
        v if v >= 1024.0 => format!("{} KiB", significant(v / 1024.0)),
        v => format!("{v:.0} B"),
    }
}

/// A ratio: `3.21×`, `0.0123×`.
pub fn ratio(value: f64) -> String {
    if value < 0.0995 { format!("{value:.3}×") } else { format!("{}×", significant(value)) }
}

/// A ratio and its interval: `3.21× [3.0, 3.4]`; both ends carry the digits of the estimate.
pub fn ratio_interval(value: f64, interval: Option<(f64, f64)>) -> String {
    match interval {
        Some((low, high)) => {
            let trim = |v: f64| ratio(v).trim_end_matches('×').to_string();
            format!("{} [{}, {}]", ratio(value), trim(low), trim(high))
        }
        None => ratio(value),
    }
}

/// A power of two as a tick label: `¼×`, `1×`, `8×`, `1/16×`.
pub fn power_of_two(exponent: i32) -> String {
    match exponent {
        -2 => "¼×".into(),
        -1 => "½×".into(),
        e if e < 0 => format!("1/{}×", 1u64 << (-e).min(62)),
        e => format!("{}×", 1u64 << e.min(62)),
    }
}

/// A ratio as a tick label: `¼×`, `1.5×`.
pub fn ratio_tick(value: f64) -> String {
    let exponent = value.log2();
    if (exponent - exponent.round()).abs() < 1e-9 {
        return power_of_two(exponent.round() as i32);
    }
    format!("{}×", (value * 1000.0).round() / 1000.0)
}

/// Bytes as a tick label: `16 MiB`, `1.5 GiB`.
pub fn bytes_tick(value: f64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let unit = ((value.max(1.0).log2() / 10.0) as usize).min(4);
    format!("{} {}", (value / 1024f64.powi(unit as i32) * 100.0).round() / 100.0, UNITS[unit])
}

/// Seconds since the Unix epoch as `2026-11-22 09:36 UTC` (proleptic Gregorian calendar, days-to-civil algorithm).
pub fn date(unix: u64) -> String {
    let days = (unix / 86_400) as i64;
    let (hour, minute) = (unix / 3600 % 24, unix / 60 % 60);
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
}

/// `1 process`, `3 processes`: the noun follows the number.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", head.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(time(1_234_567.0), "1.23 ms");
        assert_eq!(time(999_600.0), "1.00 ms");
        assert_eq!(bytes(12.34 * 1_048_576.0), "12.3 MiB");
        assert_eq!(ratio(3.214), "3.21×");
        assert_eq!(ratio(0.0123), "0.012×");
        assert_eq!(ratio_interval(3.2, Some((3.0, 3.4))), "3.20× [3.00, 3.40]");
        assert_eq!(power_of_two(-3), "1/8×");
        assert_eq!(date(1_795_340_183), "2026-11-22 09:36 UTC");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
