//! One number for many workloads, with both of its uncertainties.

use super::location::{hodges_lehmann, hodges_lehmann_value};
use super::{Interval, mean, standard_deviation};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// Bootstrap replicates.
const REPLICATES: u64 = 4_000;
/// Fewer blocks than this give no measurement interval.
const LEAST_BLOCKS: usize = 6;

/// Summary of the speed-ups of one engine over a set of workloads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SuiteMean {
    /// Geometric mean: the only mean of normalised numbers that does not depend on the base (Fleming and Wallace 1986).
    pub geometric: f64,
    /// 95 % interval of the geometric mean if just these workloads matter: how well they were measured. Wild bootstrap
    /// over blocks within workloads, the top level of evidence (Wu 1986, Liu 1988; Kalibera and Jones 2013 for the level).
    pub measurement: Option<Interval>,
    /// 95 % interval if the workloads are a sample of programs: Student's t over the workloads' logarithms.
    pub generalisation: Option<Interval>,
    /// Harmonic mean: the speed-up in total time if every workload took equally long on the base (Eeckhout 2024).
    pub harmonic: f64,
    /// Smallest speed-up.
    pub least: f64,
    /// Largest speed-up.
    pub greatest: f64,
    /// Workloads summarised.
    pub workloads: usize,
}

/// Summarises log speed-ups: one list of block values per workload. None without workloads; every list must hold a
/// value. The same seed gives the same interval on any number of threads.
pub fn suite_mean(blocks_of: &[Vec<f64>], seed: u64) -> Option<SuiteMean> {
    suite_mean_of(blocks_of, seed, REPLICATES)
}

/// As [`suite_mean`] with a number of bootstrap replicates of the caller's choice.
pub(super) fn suite_mean_of(blocks_of: &[Vec<f64>], seed: u64, replicates: u64) -> Option<SuiteMean> {
    if blocks_of.is_empty() || blocks_of.iter().any(Vec::is_empty) {
        return None;
    }
    let logs: Vec<f64> = blocks_of.iter().map(|blocks| hodges_lehmann_value(blocks)).collect();
    let centre = mean(&logs);
    let ratios: Vec<f64> = logs.iter().map(|log| log.exp()).collect();
    Some(SuiteMean {
        geometric: centre.exp(),
        measurement: measurement_interval(blocks_of, seed, replicates).map(|i| i.map(f64::exp)),
        generalisation: generalisation_interval(&logs, centre).map(|i| i.map(f64::exp)),
        harmonic: ratios.len() as f64 / ratios.iter().map(|ratio| 1.0 / ratio).sum::<f64>(),
        least: ratios.iter().copied().fold(f64::INFINITY, f64::min),
        greatest: ratios.iter().copied().fold(0.0, f64::max),
        workloads: logs.len(),
    })
}

fn generalisation_interval(logs: &[f64], centre: f64) -> Option<Interval> {
    let n = logs.len() as f64;
    let t = StudentsT::new(0.0, 1.0, n - 1.0).ok().filter(|_| logs.len() > 1)?.inverse_cdf(0.975);
    let half = t * standard_deviation(logs) / n.sqrt();
    Some(Interval { low: centre - half, high: centre + half })
}

/// Wild bootstrap: the residuals of every block keep their size and draw their sign anew, which keeps its level under
/// heavy tails and at few blocks, where drawing blocks with replacement gives intervals that are too wide (98 % for 95 in
/// [`super::study`]). One workload alone has its exact interval.
fn measurement_interval(blocks_of: &[Vec<f64>], seed: u64, replicates: u64) -> Option<Interval> {
    let fewest = blocks_of.iter().map(Vec::len).min().filter(|fewest| *fewest >= LEAST_BLOCKS)? as f64;
    if let [blocks] = blocks_of {
        return hodges_lehmann(blocks).interval;
    }
    let centres: Vec<f64> = blocks_of.iter().map(|blocks| hodges_lehmann_value(blocks)).collect();
    let flips: Vec<SignFlips> = blocks_of.iter().zip(&centres).map(|(blocks, centre)| SignFlips::new(blocks, *centre)).collect();
    let mut deviations: Vec<f64> = (0..replicates)
        .into_par_iter()
        .map(|replicate| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed ^ replicate.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let sum: f64 = flips.iter().map(|flips| flips.location(&mut || rng.random())).sum();
            (sum / flips.len() as f64).abs()
        })
        .collect();
    deviations.sort_by(f64::total_cmp);
    // Residuals are too small by the centre that was fitted to them, and few of them leave the scale itself uncertain.
    let freedom: usize = blocks_of.iter().map(|blocks| blocks.len() - 1).sum();
    let t = StudentsT::new(0.0, 1.0, freedom as f64).ok()?.inverse_cdf(0.975);
    let wider = (fewest / (fewest - 1.0)).sqrt() * t / Normal::standard().inverse_cdf(0.975);
    let at = (0.95 * (deviations.len() + 1) as f64).ceil() as usize;
    let half = wider * deviations.get(at.max(1) - 1).or(deviations.last())?;
    let centre = mean(&centres);
    Some(Interval { low: centre - half, high: centre + half })
}

/// Residuals whose signs are drawn again and again. Every Walsh average that any choice of signs can give is computed and
/// sorted once; the estimate for one choice is the median of those that belong to it, found from zero, near which it is. How
/// many lie below zero is the signed-rank sum of the negative residuals (Tukey 1949).
struct SignFlips {
    residuals: Vec<f64>,
    /// Rank of each residual's magnitude, from 1; ties in the order of the blocks.
    ranks: Vec<usize>,
    /// Average, the bits of its two blocks, and those of them that are set when the residual keeps its sign. Empty for more
    /// blocks than bits.
    averages: Vec<(f64, u64, u64)>,
    /// Where the averages stop being negative.
    zero: usize,
}

impl SignFlips {
    fn new(blocks: &[f64], centre: f64) -> SignFlips {
        let residuals: Vec<f64> = blocks.iter().map(|block| block - centre).collect();
        let n = residuals.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|i, j| residuals[*i].abs().total_cmp(&residuals[*j].abs()));
        let mut ranks = vec![0; n];
        order.iter().zip(1..).for_each(|(block, rank)| ranks[*block] = rank);
        let mut flips = SignFlips { residuals, ranks, averages: Vec::new(), zero: 0 };
        if n <= u64::BITS as usize {
            flips.list();
        }
        flips
    }

    /// Fills in the averages.
    fn list(&mut self) {
        let n = self.residuals.len();
        let mut all = Vec::with_capacity(2 * n * n);
        for (i, j) in (0..n).flat_map(|i| (i..n).map(move |j| (i, j))) {
            // The greater magnitude has the sign of the average, also where that is zero because both are equal.
            let greater = if self.ranks[i] > self.ranks[j] { i } else { j };
            let blocks = 1_u64 << i | 1_u64 << j;
            for kept in [blocks, 0, 1 << i, 1 << j].into_iter().take(if i == j { 2 } else { 4 }) {
                let average = f64::midpoint(self.signed(i, kept), self.signed(j, kept));
                all.push((!self.is_negative(greater, kept), (average, blocks, kept)));
            }
        }
        all.sort_by(|(a, (x, ..)), (b, (y, ..))| a.cmp(b).then(x.total_cmp(y)));
        self.zero = all.partition_point(|(positive, _)| !positive);
        self.averages = all.into_iter().map(|(_, average)| average).collect();
    }

    fn signed(&self, block: usize, signs: u64) -> f64 {
        let residual = self.residuals[block];
        if signs >> block & 1 == 1 { residual } else { -residual }
    }

    /// The sign of a residual; a residual of zero has one too, so that choices are counted alike.
    fn is_negative(&self, block: usize, signs: u64) -> bool {
        let kept = signs >> block & 1 == 1;
        if self.residuals[block] == 0.0 { !kept } else { (self.residuals[block] < 0.0) == kept }
    }

    /// The Hodges-Lehmann estimate of the residuals, each with its sign kept or turned as the next bits drawn say.
    fn location(&self, draw: &mut dyn FnMut() -> u64) -> f64 {
        let n = self.residuals.len();
        if self.averages.is_empty() {
            let words: Vec<u64> = (0..n.div_ceil(64)).map(|_| draw()).collect();
            let keep = |block: usize| words[block / 64] >> (block % 64) & 1 == 1;
            let signed = self.residuals.iter().enumerate().map(|(block, residual)| if keep(block) { *residual } else { -residual });
            return hodges_lehmann_value(&signed.collect::<Vec<_>>());
        }
        let signs = draw() & (u64::MAX >> (u64::BITS as usize - n));
        let below: usize = self.ranks.iter().enumerate().filter(|(block, _)| self.is_negative(*block, signs)).map(|(_, rank)| rank).sum();
        let chosen = |(_, blocks, kept): &&(f64, u64, u64)| signs & blocks == *kept;
        let value = |found: Option<&(f64, u64, u64)>| found.map_or(f64::NAN, |(average, ..)| *average);
        let all = n * (n + 1) / 2;
        let (low, high) = ((all - 1) / 2, all / 2);
        // The two middle ranks lie side by side, on one side of zero or one on each.
        let negative = || self.averages[..self.zero].iter().rev().filter(chosen);
        let positive = || self.averages[self.zero..].iter().filter(chosen);
        let (first, second) = if high < below {
            let mut down = negative().skip(below - 1 - high);
            let second = value(down.next());
            (if low == high { second } else { value(down.next()) }, second)
        } else if low >= below {
            let mut up = positive().skip(low - below);
            let first = value(up.next());
            (first, if low == high { first } else { value(up.next()) })
        } else {
            (value(negative().next()), value(positive().next()))
        };
        f64::midpoint(first, second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turned_signs_have_the_estimate_of_their_values() {
        let blocks = [3.0, -1.0, 4.5, 1.25, 5.0, 9.0, 2.0, 2.0];
        for n in 1..=blocks.len() {
            let flips = SignFlips::new(&blocks[..n], 2.0);
            for signs in 0..1_u32 << n {
                let keep: Vec<bool> = (0..n).map(|bit| signs >> bit & 1 == 1).collect();
                let signed: Vec<f64> =
                    blocks[..n].iter().zip(&keep).map(|(block, keep)| if *keep { block - 2.0 } else { 2.0 - block }).collect();
                assert_eq!(flips.location(&mut || u64::from(signs)), hodges_lehmann_value(&signed), "{n} {signs:b}");
            }
        }
    }

    #[test]
    fn known_answers() {
        let logs = [2.0_f64.ln(), 8.0_f64.ln()].map(|log| vec![log; 6]);
        let suite = suite_mean(&logs, 1).expect("a summary");
        assert!((suite.geometric - 4.0).abs() < 1e-12);
        assert!((suite.harmonic - 3.2).abs() < 1e-12);
        assert_eq!((suite.least.round(), suite.greatest.round(), suite.workloads), (2.0, 8.0, 2));
        // Blocks without scatter leave no measurement uncertainty; two workloads say little about others:
        // ln 4 +- 12.7062 * 0.980258 / sqrt 2.
        let measurement = suite.measurement.expect("an interval");
        assert!((measurement.low - 4.0).abs() < 1e-9 && (measurement.high - 4.0).abs() < 1e-9);
        let general = suite.generalisation.expect("an interval");
        assert!((general.high.ln() - (4.0_f64.ln() + 12.706_204_736 * 2.0_f64.ln())).abs() < 1e-6, "{general:?}");
        assert_eq!(suite_mean(&[], 1), None);
        assert_eq!(suite_mean(&[vec![0.0; 3]], 1).expect("a summary").measurement, None);
    }

    #[test]
    fn the_measurement_interval_covers_as_often_as_it_says_and_repeats_itself() {
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        let mut covered = 0;
        for round in 0..150 {
            let blocks: Vec<Vec<f64>> =
                (0..6).map(|_| (0..7).map(|_| (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0).collect()).collect();
            let interval = suite_mean(&blocks, round).and_then(|s| s.measurement).expect("an interval");
            assert_eq!(suite_mean(&blocks, round).and_then(|s| s.measurement), Some(interval));
            covered += u32::from(interval.low <= 1.0 && 1.0 <= interval.high);
        }
        // 150 trials: 95 % is 142.5, three standard deviations are 8.
        assert!((134..=150).contains(&covered), "{covered} of 150");
    }
}
