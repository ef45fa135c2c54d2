//! Shift between two independent samples, for records that share no blocks.

use super::{Estimate, Interval, median_of_sorted};

/// Above this many observations on a side the null distribution is approximated by a normal one.
const EXACT_LIMIT: usize = 40;

/// Hodges-Lehmann estimate of the shift from `base` to `new` (the median of all differences), with the 95 % interval
/// that inverts the exact Mann-Whitney test (Hollander and Wolfe, *Nonparametric Statistical Methods*, section 4.3).
///
/// Four observations on each side are the fewest that give an interval. `n` of the result is the smaller side.
pub fn shift(base: &[f64], new: &[f64]) -> Estimate {
    let mut differences: Vec<f64> = base.iter().flat_map(|b| new.iter().map(move |n| n - b)).collect();
    differences.sort_by(f64::total_cmp);
    let interval = mann_whitney_cut(base.len(), new.len(), 0.05)
        .map(|k| Interval { low: differences[k], high: differences[differences.len() - 1 - k] });
    Estimate { value: median_of_sorted(&differences), interval, n: base.len().min(new.len()) }
}

/// The largest `u` with P(U <= u) <= alpha / 2 under the null hypothesis; None when even 0 is too likely.
pub fn mann_whitney_cut(m: usize, n: usize, alpha: f64) -> Option<usize> {
    let top = m * n;
    if m.max(n) > EXACT_LIMIT {
        use statrs::distribution::{ContinuousCDF, Normal};
        let z = Normal::standard().inverse_cdf(alpha / 2.0);
        let deviation = (top as f64 * (m + n + 1) as f64 / 12.0).sqrt();
        let cut = top as f64 / 2.0 + z * deviation - 0.5;
        return (cut >= 0.0 && m.min(n) > 0).then_some(cut as usize);
    }
    let ways = mann_whitney_counts(m, n);
    let all: f64 = ways.iter().sum();
    let mut below = 0.0;
    let mut cut = None;
    for (u, count) in ways.iter().enumerate() {
        below += count / all;
        if below > alpha / 2.0 {
            break;
        }
        cut = Some(u);
    }
    cut
}

/// Orderings of `m` and `n` values for each U from 0 to m n: the coefficients of the Gaussian binomial, built by
/// multiplying with (1 - q^(n+i)) and dividing by (1 - q^i).
fn mann_whitney_counts(m: usize, n: usize) -> Vec<f64> {
    let top = m * n;
    let mut ways = vec![0.0_f64; top + 1];
    ways[0] = 1.0;
    for i in 1..=m {
        for u in (n + i..=top).rev() {
            ways[u] -= ways[u - n - i];
        }
        for u in i..=top {
            ways[u] += ways[u - i];
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_agree_with_the_published_table() {
        // Critical values of Mann and Whitney's U, two-sided 5 %.
        let table = [(4, 4, 0), (5, 5, 2), (6, 6, 5), (7, 7, 8), (8, 8, 13), (10, 10, 23), (5, 8, 6), (15, 15, 64), (20, 20, 127)];
        for (m, n, critical) in table {
            assert_eq!(mann_whitney_cut(m, n, 0.05), Some(critical), "{m}, {n}");
        }
        assert_eq!(mann_whitney_cut(3, 3, 0.05), None);
        assert_eq!(mann_whitney_cut(0, 5, 0.05), None);
    }

    #[test]
    fn a_worked_example() {
        // R: wilcox.test(x, y, conf.int=TRUE) on the permeability data of Hollander and Wolfe (x - y): estimate 0.305,
        // interval [-0.15, 0.76]; ours is y - x.
        let x = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
        let y = [1.15, 0.88, 0.90, 0.74, 1.21];
        let estimate = shift(&x, &y);
        let interval = estimate.interval.expect("an interval");
        assert!((estimate.value + 0.305).abs() < 1e-9, "{estimate:?}");
        assert!((interval.low + 0.76).abs() < 1e-9 && (interval.high - 0.15).abs() < 1e-9, "{interval:?}");
    }
}
