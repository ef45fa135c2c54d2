//! Estimators until `harness_core::statistics` has them: location of paired log-ratios, suite means, steady part.
//!
//! Sources: Hodges and Lehmann 1963 with the exact signed-rank interval; Student's t over workloads; bootstrap of
//! whole blocks (Kalibera and Jones 2013: resample the top level). The unit of evidence is the process.

use statrs::distribution::{ContinuousCDF, StudentsT};
use std::ops::Range;

/// Median; the mean of the middle two for even counts. `None` when empty.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    (n > 0).then(|| (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0)
}

/// Arithmetic mean. `None` when empty.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Hodges-Lehmann estimate and exact two-sided 95 % signed-rank interval; the interval needs six values.
pub fn hodges_lehmann(values: &[f64]) -> Option<(f64, Option<(f64, f64)>)> {
    let n = values.len();
    let mut walsh: Vec<f64> = (0..n)
        .flat_map(|i| (i..n).map(move |j| (i, j)))
        .map(|(i, j)| (values[i] + values[j]) / 2.0)
        .collect();
    walsh.sort_by(f64::total_cmp);
    let estimate = median(&walsh)?;
    let interval = critical(n).map(|k| (walsh[k], walsh[walsh.len() - 1 - k]));
    Some((estimate, interval))
}

/// Largest k with P(W+ <= k) <= 2.5 % under the null; normal approximation beyond 50.
fn critical(n: usize) -> Option<usize> {
    let total = n * (n + 1) / 2;
    if n > 50 {
        let n = n as f64;
        let spread = (n * (n + 1.0) * (2.0 * n + 1.0) / 24.0).sqrt();
        return Some((total as f64 / 2.0 - 1.959_964 * spread).floor() as usize);
    }
    let mut ways = vec![0.0f64; total + 1];
    ways[0] = 1.0;
    for i in 1..=n {
        for w in (i..=total).rev() {
            ways[w] += ways[w - i];
        }
    }
    let all = 2f64.powi(n as i32);
    let mut cumulative = 0.0;
    let mut largest = None;
    for (w, count) in ways.iter().enumerate() {
        cumulative += count / all;
        if cumulative > 0.025 {
            break;
        }
        largest = Some(w);
    }
    largest
}

/// Interval of a mean over independent units, Student's t at 95 %. Needs two values.
pub fn t_interval(values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len();
    let centre = mean(values)?;
    if n < 2 {
        return None;
    }
    let variance = values.iter().map(|v| (v - centre).powi(2)).sum::<f64>() / (n as f64 - 1.0);
    let quantile = StudentsT::new(0.0, 1.0, n as f64 - 1.0)
        .ok()?
        .inverse_cdf(0.975);
    let half = quantile * (variance / n as f64).sqrt();
    Some((centre - half, centre + half))
}

/// Percentile interval at 95 % of the mean over groups of the median within each group, resampling within groups
/// (the groups are fixed). Needs six values in every group.
pub fn bootstrap_mean_of_medians(groups: &[Vec<f64>], seed: u64) -> Option<(f64, f64)> {
    if groups.is_empty() || groups.iter().any(|group| group.len() < 6) {
        return None;
    }
    let mut state = seed;
    let mut next = move || {
        // SplitMix64 (Steele, Lea and Flood 2014).
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut replicates: Vec<f64> = (0..2000)
        .filter_map(|_| {
            let medians: Vec<f64> = groups
                .iter()
                .filter_map(|group| {
                    let draw: Vec<f64> = group
                        .iter()
                        .map(|_| group[(next() % group.len() as u64) as usize])
                        .collect();
                    median(&draw)
                })
                .collect();
            mean(&medians)
        })
        .collect();
    replicates.sort_by(f64::total_cmp);
    let last = replicates.len() as f64 - 1.0;
    Some((
        replicates[(0.025 * last) as usize],
        replicates[(0.975 * last).ceil() as usize],
    ))
}

/// The iterations taken as steady: the second half, or all after the first when there are fewer than four.
pub fn steady(iterations: usize) -> Option<Range<usize>> {
    match iterations {
        0 => None,
        1 => Some(0..1),
        n if n < 4 => Some(1..n),
        n => Some(n / 2..n),
    }
}

/// The rule of [`steady`] in words, for captions.
pub const STEADY_RULE: &str =
    "steady time is the mean of the second half of a process's iterations";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        assert_eq!(median(&[3.0, 1.0, 2.0, 4.0]), Some(2.5));
        // Two-sided 5 % critical values of the signed-rank statistic from printed tables: n=6: 0, 8: 3, 10: 8, 20: 52.
        for (n, k) in [(6, 0), (8, 3), (10, 8), (20, 52)] {
            assert_eq!(critical(n), Some(k), "n = {n}");
        }
        assert_eq!(critical(5), None);
        assert_eq!(hodges_lehmann(&[1.0, 2.0, 3.0]), Some((2.0, None)));
        let (low, high) = t_interval(&[1.0, 2.0, 3.0]).expect("three values");
        assert!((low + 0.484).abs() < 1e-3 && (high - 4.484).abs() < 1e-3);
    }
}
