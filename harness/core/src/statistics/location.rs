//! Location of paired differences: the Hodges-Lehmann estimate and its exact signed-rank interval.

use super::{Estimate, Interval, median, median_of_sorted};
use std::sync::OnceLock;

/// Above this many observations the null distribution is approximated by a normal one.
const EXACT_LIMIT: usize = 50;

/// Hodges-Lehmann estimate of the location of differences (Hodges and Lehmann 1963), with the 95 % interval that
/// inverts Wilcoxon's exact signed-rank test (Hollander and Wolfe, *Nonparametric Statistical Methods*, section 3.3).
///
/// The estimate is the median of the Walsh averages, the interval a symmetric pair of their order statistics; it makes
/// no assumption about the shape of the noise but symmetry. Below six observations 95 % cannot be reached and there
/// is no interval. NaN without observations.
pub fn hodges_lehmann(differences: &[f64]) -> Estimate {
    let n = differences.len();
    let mut walsh = walsh_averages(differences);
    walsh.sort_unstable_by(f64::total_cmp);
    let interval = signed_rank_cut(n, 0.05).map(|k| Interval { low: walsh[k], high: walsh[walsh.len() - 1 - k] });
    Estimate { value: median_of_sorted(&walsh), interval, n }
}

/// The estimate alone, for resampling: no sorting.
pub(super) fn hodges_lehmann_value(differences: &[f64]) -> f64 {
    median(&walsh_averages(differences))
}

/// One-sided bounds of the location, each missing it with probability `alpha` (the ends of the two-sided interval at twice
/// that). None with too few observations.
pub fn signed_rank_bounds(differences: &[f64], alpha: f64) -> Option<Interval> {
    let cut = signed_rank_cut(differences.len(), 2.0 * alpha)?;
    let mut walsh = walsh_averages(differences);
    walsh.sort_unstable_by(f64::total_cmp);
    Some(Interval { low: walsh[cut], high: walsh[walsh.len() - 1 - cut] })
}

/// Probability, were the location `bound`, of a signed-rank sum as large as that of these differences: small when the
/// location is greater. Exact without ties up to 50 observations, normal above; equal magnitudes share their mean rank,
/// differences of zero are left out (Wilcoxon). 1 without observations.
pub fn signed_rank_p(differences: &[f64], bound: f64) -> f64 {
    let mut shifted: Vec<f64> = differences.iter().map(|d| d - bound).filter(|d| *d != 0.0).collect();
    shifted.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    let n = shifted.len();
    if n == 0 {
        return 1.0;
    }
    let mut positive = 0.0;
    let mut start = 0;
    for group in shifted.chunk_by(|a, b| a.abs() == b.abs()) {
        let rank = (start + 1 + start + group.len()) as f64 / 2.0;
        positive += rank * group.iter().filter(|d| **d > 0.0).count() as f64;
        start += group.len();
    }
    if n > EXACT_LIMIT {
        use statrs::distribution::{ContinuousCDF, Normal};
        let count = n as f64;
        let deviation = (count * (count + 1.0) * (2.0 * count + 1.0) / 24.0).sqrt();
        return Normal::standard().sf((positive - 0.5 - count * (count + 1.0) / 4.0) / deviation);
    }
    let ways = rank_sum_ways(n);
    // Half ranks, from ties, count from the next whole sum down: never too small a probability.
    let reached: f64 = ways[(positive.floor() as usize).min(ways.len() - 1)..].iter().sum();
    reached / 2.0_f64.powi(i32::try_from(n).unwrap_or(i32::MAX))
}

/// In how many ways the ranks 1 to `n` give each sum: counts stay below 2^50 and are exact in a double. Computed once for
/// each `n` up to the limit.
fn rank_sum_ways(n: usize) -> &'static [f64] {
    static KNOWN: [OnceLock<Vec<f64>>; EXACT_LIMIT + 1] = [const { OnceLock::new() }; EXACT_LIMIT + 1];
    KNOWN[n].get_or_init(|| count_rank_sums(n))
}

fn count_rank_sums(n: usize) -> Vec<f64> {
    let top = n * (n + 1) / 2;
    let mut ways = vec![0.0_f64; top + 1];
    ways[0] = 1.0;
    for rank in 1..=n {
        for sum in (rank..=top).rev() {
            ways[sum] += ways[sum - rank];
        }
    }
    ways
}

fn walsh_averages(differences: &[f64]) -> Vec<f64> {
    let mut walsh = Vec::with_capacity(differences.len() * (differences.len() + 1) / 2);
    for (index, first) in differences.iter().enumerate() {
        walsh.extend(differences[index..].iter().map(|second| f64::midpoint(*first, *second)));
    }
    walsh
}

/// The largest `w` with P(W+ <= w) <= alpha / 2 under the null hypothesis, for `n` observations: the number of Walsh
/// averages to leave out at each end. None when even `w = 0` is too likely.
pub fn signed_rank_cut(n: usize, alpha: f64) -> Option<usize> {
    let top = n * (n + 1) / 2;
    if n > EXACT_LIMIT {
        use statrs::distribution::{ContinuousCDF, Normal};
        let z = Normal::standard().inverse_cdf(alpha / 2.0);
        let count = n as f64;
        let deviation = (count * (count + 1.0) * (2.0 * count + 1.0) / 24.0).sqrt();
        let cut = top as f64 / 2.0 + z * deviation - 0.5;
        return (cut >= 0.0).then_some(cut as usize);
    }
    let ways = rank_sum_ways(n);
    let all = 2.0_f64.powi(i32::try_from(n).unwrap_or(i32::MAX));
    let mut below = 0.0;
    let mut cut = None;
    for (sum, count) in ways.iter().enumerate() {
        below += count / all;
        if below > alpha / 2.0 {
            break;
        }
        cut = Some(sum);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha12Rng;

    #[test]
    fn cuts_agree_with_the_published_table() {
        // Critical values of Wilcoxon's signed-rank statistic, two-sided 5 % (Wilcoxon and Wilcox 1964).
        let table = [(6, 0), (7, 2), (8, 3), (9, 5), (10, 8), (12, 13), (15, 25), (20, 52), (25, 89), (30, 137), (50, 434)];
        for (n, critical) in table {
            assert_eq!(signed_rank_cut(n, 0.05), Some(critical), "n = {n}");
        }
        assert_eq!(signed_rank_cut(5, 0.05), None);
        assert_eq!(signed_rank_cut(8, 0.01), Some(0));
        assert_eq!(signed_rank_cut(0, 0.05), None);
        // The approximation above 50 agrees with the exact value at 60 (648) to a rank sum.
        let cut = signed_rank_cut(60, 0.05).expect("an interval");
        assert!((647..=649).contains(&cut), "{cut}");
    }

    #[test]
    #[expect(clippy::approx_constant, reason = "3.14 is an observation of the published data set")]
    fn a_worked_example() {
        // R: wilcox.test(c(1.83,.5,1.62,2.48,1.68,1.88,1.55,3.06,1.3), c(.878,.647,.598,2.05,1.06,1.29,1.06,3.14,1.29),
        //    paired=TRUE, conf.int=TRUE) - the depression data of Hollander and Wolfe: estimate 0.46, interval [0.01, 0.786].
        let before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        let after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
        let differences: Vec<f64> = before.iter().zip(after).map(|(x, y)| x - y).collect();
        let estimate = hodges_lehmann(&differences);
        let interval = estimate.interval.expect("an interval");
        assert!((estimate.value - 0.46).abs() < 1e-9, "{estimate:?}");
        assert!((interval.low - 0.010).abs() < 1e-9 && (interval.high - 0.786).abs() < 1e-9, "{interval:?}");
        assert!((hodges_lehmann_value(&differences) - estimate.value).abs() < 1e-12);
        assert_eq!(hodges_lehmann(&differences[..4]).interval, None);
        assert_eq!(hodges_lehmann_value(&[1.0, 2.0]), 1.5);
    }

    #[test]
    fn p_values_agree_with_the_exact_distribution() {
        // All ranks positive: 1 / 2^n. All negative: certain. R: wilcox.test(x, alternative="greater") on 1..6 with the
        // signs + + - + + +, whose sum is 18: p = 0.07813.
        let all: Vec<f64> = (1..=6).map(f64::from).collect();
        assert_eq!(signed_rank_p(&all, 0.0), 1.0 / 64.0);
        assert_eq!(signed_rank_p(&all, 7.0), 1.0);
        assert_eq!(signed_rank_p(&[1.0, 2.0, -3.0, 4.0, 5.0, 6.0], 0.0), 5.0 / 64.0);
        assert_eq!(signed_rank_p(&[], 0.0), 1.0);
        // Bound and p-value are two readings of one test: the bound at alpha is where p crosses alpha.
        let sample: Vec<f64> = (0..20).map(|i| (f64::from(i) * 0.7).sin() + 0.8).collect();
        let low = signed_rank_bounds(&sample, 0.005).expect("twenty observations").low;
        assert!(signed_rank_p(&sample, low - 1e-9) <= 0.005 && signed_rank_p(&sample, low + 1e-9) > 0.005);
    }

    #[test]
    fn the_interval_covers_as_often_as_it_says() {
        // 2000 samples of 10 with one value in ten five times wider: 94 to 97 % must cover the true 0.
        let mut rng = ChaCha12Rng::seed_from_u64(5);
        let mut normal = move || -> f64 {
            let (u, v): (f64, f64) = (rng.random(), rng.random());
            let wide = if rng.random::<f64>() < 0.1 { 5.0 } else { 1.0 };
            wide * (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
        };
        let covered = (0..2000)
            .filter(|_| {
                let sample: Vec<f64> = (0..10).map(|_| normal()).collect();
                hodges_lehmann(&sample).interval.is_some_and(|i| i.low <= 0.0 && 0.0 <= i.high)
            })
            .count();
        assert!((1870..=1950).contains(&covered), "{covered} of 2000");
    }
}
