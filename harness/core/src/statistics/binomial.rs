//! Counts out of a number of trials: exact intervals, and whether two shares differ.

use super::Interval;
use statrs::distribution::{Beta, ContinuousCDF};
use statrs::stats_tests::Alternative;
use statrs::stats_tests::fisher::fishers_exact;

/// Exact 95 % interval of a probability from `hits` out of `trials` (Clopper and Pearson 1934). Covers at least as often
/// as it says. The whole range without trials.
pub fn clopper_pearson(hits: u64, trials: u64) -> Interval {
    Interval { low: bound(hits, trials, 0.025, false), high: bound(hits, trials, 0.025, true) }
}

/// One-sided 95 % upper bound of a probability: with no hit in 300 trials about 1 %.
pub fn upper_bound(hits: u64, trials: u64) -> f64 {
    bound(hits, trials, 0.05, true)
}

fn bound(hits: u64, trials: u64, alpha: f64, upper: bool) -> f64 {
    let (x, n) = (hits.min(trials) as f64, trials as f64);
    let quantile = |a: f64, b: f64, p: f64| Beta::new(a, b).map_or(f64::NAN, |beta| beta.inverse_cdf(p));
    match upper {
        true if hits >= trials => 1.0,
        true => quantile(x + 1.0, n - x, 1.0 - alpha),
        false if hits == 0 || trials == 0 => 0.0,
        false => quantile(x, n - x + 1.0, alpha),
    }
}

/// Two-sided p value of Fisher's exact test that two shares are the same: `a` of `m` against `b` of `n`.
pub fn fisher(a: u64, m: u64, b: u64, n: u64) -> f64 {
    let table = [a, b, m.saturating_sub(a), n.saturating_sub(b)];
    fishers_exact(&table, Alternative::TwoSided).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        let near = |got: f64, wanted: f64| assert!((got - wanted).abs() < 5e-5, "{got} is not {wanted}");
        // R: binom.test(3, 20)$conf.int = 0.03207094 0.37892683; binom.test(0, 10) = 0 0.3084971.
        let interval = clopper_pearson(3, 20);
        near(interval.low, 0.032_070_9);
        near(interval.high, 0.378_926_8);
        near(clopper_pearson(0, 10).high, 0.308_497_1);
        near(clopper_pearson(10, 10).low, 1.0 - 0.308_497_1);
        // The rule of three: no alarm in 300 comparisons bounds the rate at 1 %, in 200 at 1.5 %.
        near(upper_bound(0, 300), 0.009_936);
        near(upper_bound(0, 200), 0.014_867);
        // R: fisher.test(matrix(c(3, 10, 17, 10), 2))$p.value = 0.04074
        near(fisher(3, 20, 10, 20), 0.040_740_7);
        assert_eq!((clopper_pearson(0, 0).low, clopper_pearson(0, 0).high), (0.0, 1.0));
    }
}
