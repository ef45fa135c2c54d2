//! The estimators, each with its source in its doc comment and known-answer tests beside it.
//!
//! Everything works on plain numbers: no record, no clock, no printing. Ratios are handled as logarithms.

pub mod binomial;
pub mod break_even;
pub mod components;
pub mod divisive;
pub mod location;
pub mod simulate;
pub mod steady;
pub mod study;
pub mod suite;
pub mod unpaired;

/// A two-sided interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Both ends through a monotone increasing function.
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Interval { low: f(self.low), high: f(self.high) }
    }
}

/// A value with its uncertainty and the number of independent observations behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Point estimate.
    pub value: f64,
    /// 95 % interval; absent when there are too few observations for one.
    pub interval: Option<Interval>,
    /// Observations (blocks or processes, never iterations).
    pub n: usize,
}

impl Estimate {
    /// Value and interval through a monotone increasing function, as when a log-ratio becomes a ratio.
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Estimate { value: f(self.value), interval: self.interval.map(|i| i.map(&f)), n: self.n }
    }
}

/// Median; the mean of the middle two for an even count; NaN for none.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    let middle = values.len() / 2;
    if values.is_empty() {
        return f64::NAN;
    }
    let odd = values.len() % 2 == 1;
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    if odd { *upper } else { f64::midpoint(below.iter().copied().max_by(f64::total_cmp).unwrap_or(*upper), *upper) }
}

/// As [`median`], of values already in order.
pub fn median_of_sorted(sorted: &[f64]) -> f64 {
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

/// Median absolute deviation scaled by 1.4826 to the standard deviation of a normal distribution (Hampel 1974). For
/// description and thresholds, never for a claim.
pub fn mad(values: &[f64]) -> f64 {
    let centre = median(values);
    1.4826 * median(&values.iter().map(|value| (value - centre).abs()).collect::<Vec<_>>())
}

/// Arithmetic mean; NaN for none.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Standard deviation with n - 1; NaN below two values.
pub fn standard_deviation(values: &[f64]) -> f64 {
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    if values.len() < 2 { f64::NAN } else { (squares / (values.len() - 1) as f64).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&[]).is_nan());
        // R: mad(c(1,2,3,4,100)) = 1.4826
        assert!((mad(&[1.0, 2.0, 3.0, 4.0, 100.0]) - 1.4826).abs() < 1e-12);
        // R: sd(c(2,4,4,4,5,5,7,9)) = 2.13809
        assert!((standard_deviation(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]) - 2.138_089_935).abs() < 1e-8);
    }
}
