//! Steps in a history: hierarchical divisive estimation of change points by energy statistics, E-divisive (Matteson and James
//! 2014), with exponent 1 and a permutation test, so that neither a distribution nor a number of steps has to be assumed.
//!
//! For series of records, tens to a few hundred; change points inside a process are [`super::steady`]'s.

use super::{mean, median};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha12Rng;

/// Fewest records on each side of a step.
pub const LEAST: usize = 3;
/// Random orders that a step is held against.
const PERMUTATIONS: u32 = 499;
/// A step is one when so few random orders do as well.
const SIGNIFICANCE: f64 = 0.01;
/// With fewer values even the clearest step is not that rare: two groups of five can be chosen in 252 ways.
pub const FEWEST: usize = 10;

/// A step: the level before and after, as means of the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Index of the first value of the new level.
    pub at: usize,
    /// Mean of the values since the step before.
    pub before: f64,
    /// Mean of the values up to the next step.
    pub after: f64,
    /// Share of random orders that split as well.
    pub p: f64,
}

/// The steps of a series in order of time. Those smaller than `least` (in the values' unit) are left out and their levels
/// joined. Deterministic: the permutations are drawn from `seed`.
pub fn steps(values: &[f64], least: f64, seed: u64) -> Vec<Step> {
    if values.len() < FEWEST || values.iter().any(|value| !value.is_finite()) {
        return Vec::new();
    }
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let mut ends: Vec<(usize, f64)> = Vec::new();
    while let Some((q, at)) = best(values, &bounds(&ends, values.len())) {
        let p = significance(values, &bounds(&ends, values.len()), q, &mut rng);
        if p > SIGNIFICANCE {
            break;
        }
        ends.push((at, p));
        ends.sort_by_key(|(at, _)| *at);
    }
    merged(values, ends, least)
}

/// Segments between steps, as half-open ranges.
fn bounds(ends: &[(usize, f64)], length: usize) -> Vec<(usize, usize)> {
    let starts = std::iter::once(0).chain(ends.iter().map(|(at, _)| *at));
    starts.zip(ends.iter().map(|(at, _)| *at).chain([length])).collect()
}

/// The best split over all segments, with its statistic.
fn best(values: &[f64], segments: &[(usize, usize)]) -> Option<(f64, usize)> {
    let splits = segments.iter().filter_map(|(from, to)| split(&values[*from..*to]).map(|(q, at)| (q, from + at)));
    splits.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// The split of a segment with the greatest scaled energy distance; sums are carried from one split to the next.
fn split(values: &[f64]) -> Option<(f64, usize)> {
    let n = values.len();
    if n < 2 * LEAST {
        return None;
    }
    let distance = |value: f64, others: &[f64]| others.iter().map(|other| (value - other).abs()).sum::<f64>();
    // Sums over pairs: within the left part, within the right part, across.
    let (mut left, mut across) = (0.0, 0.0);
    let mut right: f64 = (0..n).map(|i| distance(values[i], &values[i + 1..])).sum();
    let mut best = None;
    for at in 1..=n - LEAST {
        let moved = values[at - 1];
        let (to_left, to_right) = (distance(moved, &values[..at - 1]), distance(moved, &values[at..]));
        left += to_left;
        right -= to_right;
        across += to_right - to_left;
        if at < LEAST {
            continue;
        }
        let (l, r) = (at as f64, (n - at) as f64);
        let q = l * r / (l + r) * (2.0 * across / (l * r) - 2.0 * left / (l * (l - 1.0)) - 2.0 * right / (r * (r - 1.0)));
        if best.is_none_or(|(known, _)| q > known) {
            best = Some((q, at));
        }
    }
    best
}

fn significance(values: &[f64], segments: &[(usize, usize)], q: f64, rng: &mut ChaCha12Rng) -> f64 {
    let mut shuffled = values.to_vec();
    let mut as_good = 0;
    for _ in 0..PERMUTATIONS {
        for (from, to) in segments {
            shuffled[*from..*to].shuffle(rng);
        }
        as_good += u32::from(best(&shuffled, segments).is_some_and(|(other, _)| other >= q));
    }
    f64::from(1 + as_good) / f64::from(1 + PERMUTATIONS)
}

/// Joins levels that differ by less than `least`, the smallest step first.
fn merged(values: &[f64], mut ends: Vec<(usize, f64)>, least: f64) -> Vec<Step> {
    loop {
        let segments = bounds(&ends, values.len());
        let level = |(from, to): (usize, usize)| mean(&values[from..to]);
        let all: Vec<Step> = ends
            .iter()
            .zip(segments.windows(2))
            .map(|((at, p), pair)| Step { at: *at, before: level(pair[0]), after: level(pair[1]), p: *p })
            .collect();
        let size = |step: &Step| (step.after - step.before).abs();
        match all.iter().enumerate().min_by(|a, b| size(a.1).total_cmp(&size(b.1))) {
            Some((index, step)) if size(step) < least => {
                ends.remove(index);
            }
            _ => return all,
        }
    }
}

/// Typical distance of a value from its neighbour, for people: how much a series scatters within its levels.
pub fn scatter(values: &[f64]) -> f64 {
    let jumps: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    if jumps.is_empty() { 0.0 } else { median(&jumps) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    fn noise(rng: &mut ChaCha12Rng) -> f64 {
        let (u, v): (f64, f64) = (rng.random(), rng.random());
        (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    fn series(levels: &[(usize, f64)], sd: f64, seed: u64) -> Vec<f64> {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        levels.iter().flat_map(|(count, level)| (0..*count).map(|_| *level).collect::<Vec<_>>()).map(|v| v + sd * noise(&mut rng)).collect()
    }

    #[test]
    fn the_statistic_is_that_of_its_definition() {
        let values = [0.3, 1.9, 0.7, 5.1, 4.4, 6.0, 5.5];
        let (q, at) = split(&values).expect("long enough");
        let sum = |a: &[f64], b: &[f64]| a.iter().flat_map(|x| b.iter().map(move |y| (x - y).abs())).sum::<f64>();
        let by_definition = |at: usize| {
            let (x, y) = values.split_at(at);
            let (n, m) = (x.len() as f64, y.len() as f64);
            // Within sums count each pair twice here.
            n * m / (n + m) * (2.0 * sum(x, y) / (n * m) - sum(x, x) / (n * (n - 1.0)) - sum(y, y) / (m * (m - 1.0)))
        };
        assert_eq!(at, 3);
        assert!((q - by_definition(3)).abs() < 1e-12 && q > by_definition(4));
    }

    #[test]
    fn steps_are_found_where_they_are() {
        let check = |levels: &[(usize, f64)], wanted: &[usize]| {
            let found: Vec<usize> = steps(&series(levels, 0.01, 3), 0.02, 1).iter().map(|step| step.at).collect();
            assert_eq!(found.len(), wanted.len(), "{levels:?}: {found:?}");
            assert!(found.iter().zip(wanted).all(|(f, w)| f.abs_diff(*w) <= 1), "{levels:?}: {found:?}");
        };
        check(&[(30, 0.0)], &[]);
        check(&[(12, 0.0), (12, 0.05)], &[12]);
        check(&[(15, 0.0), (10, 0.2), (15, 0.05)], &[15, 25]);
        // Too small to matter, too short to be known.
        check(&[(30, 0.0), (30, 0.012)], &[]);
        check(&[(4, 0.0), (4, 1.0)], &[]);
        let step = steps(&series(&[(12, 0.0), (12, 0.05)], 0.005, 3), 0.02, 1)[0];
        assert!((step.after - step.before - 0.05).abs() < 0.01 && step.p <= SIGNIFICANCE);
    }

    #[test]
    fn noise_alone_seldom_has_a_step() {
        let false_alarms = (0..100).filter(|seed| !steps(&series(&[(25, 0.0)], 0.03, *seed), 0.0, *seed).is_empty()).count();
        assert!(false_alarms <= 4, "{false_alarms} of 100 at a level of 1 %");
    }
}
