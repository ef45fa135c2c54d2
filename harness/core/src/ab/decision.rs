//! The rule of the gate: a test against a margin, twice, on fresh data, with a third answer for "cannot tell".
//!
//! A row is a *suspect* when the exact one-sided signed-rank bound of its differences lies beyond the margin `delta`.
//! A suspect is measured again with fresh seeds and judged by the fresh data alone, since the first look is biased by
//! having been selected; over all suspects the false discovery rate is held by the procedure of Benjamini and Hochberg
//! (1995). "No difference seen" is never printed as "no difference": a row is *equal* only when both bounds lie within
//! the margin of equality, and *inconclusive* rows say which effect they could have shown.

use crate::statistics::location::{hodges_lehmann, signed_rank_bounds, signed_rank_p};
use crate::statistics::{Estimate, Interval, standard_deviation};

/// The rule's numbers. Fractions, not per cent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Superblocks of the first look, and again of the confirmation.
    pub blocks: u32,
    /// Superblocks added where the first look does not decide.
    pub blocks_more: u32,
    /// Changes up to this are nobody's business (`delta`).
    pub margin: f64,
    /// Within this, builds are called equal.
    pub equality: f64,
    /// One-sided error of each bound.
    pub alpha: f64,
    /// False discovery rate over the suspects.
    pub discovery: f64,
}

impl Default for Rule {
    /// 20 superblocks, 10 more when undecided, margin 1 %, equality 3 %, 0.5 % a stage.
    fn default() -> Rule {
        Rule { blocks: 20, blocks_more: 10, margin: 0.01, equality: 0.03, alpha: 0.005, discovery: 0.05 }
    }
}

impl Rule {
    /// The smallest effect this much noise lets the rule find about nine times in ten: margin plus `4.8 sd / sqrt(n)`
    /// (fitted to 10,000 simulated comparisons a cell; `sd` is that of the differences).
    pub fn detectable(&self, differences: &[f64]) -> f64 {
        self.margin + 4.8 * standard_deviation(differences) / (differences.len() as f64).sqrt()
    }
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The new build takes longer.
    Slower,
    /// It takes less.
    Faster,
}

/// What the first look says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Beyond the margin: look again.
    Suspect(Direction),
    /// Both bounds within equality.
    Equal,
    /// Faster or equal; which, cannot be told.
    NotSlower,
    /// Too little is known.
    Undecided,
}

/// The answer about a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Slower beyond the margin, confirmed on fresh data. New time over base time, of the fresh data alone.
    Regressed(Estimate),
    /// Faster beyond the margin, likewise.
    Improved(Estimate),
    /// Within the margin of equality.
    Equal(Estimate),
    /// Equal without measuring: both builds run the same code on it. What shows that, in a few words.
    SameCode(String),
    /// Not slower than the margin of equality.
    NotSlower(Estimate),
    /// Suspected, but the fresh data did not say so again.
    NotConfirmed(Estimate),
    /// Too much noise.
    Inconclusive {
        /// What it looks like.
        ratio: Estimate,
        /// The smallest change this much noise lets the rule find.
        detectable: f64,
    },
    /// A process failed.
    Failed {
        /// Of which build.
        arm: super::Arm,
        /// One line.
        message: String,
    },
    /// The builds compute different results.
    Disagreement,
}

impl Verdict {
    /// The word for tables and machines.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Regressed(_) => "regressed",
            Verdict::Improved(_) => "improved",
            Verdict::Equal(_) | Verdict::SameCode(_) => "equal",
            Verdict::NotSlower(_) => "not slower",
            Verdict::NotConfirmed(_) => "not confirmed",
            Verdict::Inconclusive { .. } => "inconclusive",
            Verdict::Failed { .. } => "failed",
            Verdict::Disagreement => "disagree",
        }
    }

    /// New time over base time, where there is a number.
    pub fn ratio(&self) -> Option<&Estimate> {
        match self {
            Verdict::Regressed(ratio)
            | Verdict::Improved(ratio)
            | Verdict::Equal(ratio)
            | Verdict::NotSlower(ratio)
            | Verdict::NotConfirmed(ratio)
            | Verdict::Inconclusive { ratio, .. } => Some(ratio),
            Verdict::SameCode(_) | Verdict::Failed { .. } | Verdict::Disagreement => None,
        }
    }
}

/// The first look at a row's differences.
pub fn examine(differences: &[f64], rule: &Rule) -> Finding {
    let Some(Interval { low, high }) = signed_rank_bounds(differences, rule.alpha) else { return Finding::Undecided };
    let (margin, equality) = (rule.margin.ln_1p(), rule.equality.ln_1p());
    if low > margin {
        Finding::Suspect(Direction::Slower)
    } else if high < -margin {
        Finding::Suspect(Direction::Faster)
    } else if high < equality {
        if low > -equality { Finding::Equal } else { Finding::NotSlower }
    } else {
        Finding::Undecided
    }
}

/// The verdicts from first looks and, for suspects, fresh data.
pub fn confirm(evidence: &[(&[f64], &[f64])], rule: &Rule) -> Vec<Verdict> {
    let findings: Vec<Finding> = evidence.iter().map(|(screening, _)| examine(screening, rule)).collect();
    let p_values: Vec<Option<f64>> = findings
        .iter()
        .zip(evidence)
        .map(|(finding, (_, fresh))| match finding {
            Finding::Suspect(Direction::Slower) => Some(signed_rank_p(fresh, rule.margin.ln_1p())),
            Finding::Suspect(Direction::Faster) => {
                let mirrored: Vec<f64> = fresh.iter().map(|d| -d).collect();
                Some(signed_rank_p(&mirrored, rule.margin.ln_1p()))
            }
            _ => None,
        })
        .collect();
    let threshold = benjamini_hochberg(p_values.iter().flatten().copied(), rule.discovery);
    let ratio = |differences: &[f64]| hodges_lehmann(differences).map(f64::exp);
    let judge = |index: usize| {
        let (screening, fresh) = evidence[index];
        match findings[index] {
            Finding::Suspect(direction) if p_values[index].is_some_and(|p| p <= threshold && p <= rule.alpha) => match direction {
                Direction::Slower => Verdict::Regressed(ratio(fresh)),
                Direction::Faster => Verdict::Improved(ratio(fresh)),
            },
            Finding::Suspect(_) => Verdict::NotConfirmed(ratio(fresh)),
            Finding::Equal => Verdict::Equal(ratio(screening)),
            Finding::NotSlower => Verdict::NotSlower(ratio(screening)),
            Finding::Undecided => Verdict::Inconclusive { ratio: ratio(screening), detectable: rule.detectable(screening) },
        }
    };
    (0..evidence.len()).map(judge).collect()
}

/// The largest p-value that is a discovery at rate `q`; below all of them when none is.
fn benjamini_hochberg(p_values: impl Iterator<Item = f64>, q: f64) -> f64 {
    let mut sorted: Vec<f64> = p_values.collect();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let discovery = |(index, p): (usize, &f64)| (*p <= q * (index + 1) as f64 / count).then_some(*p);
    sorted.iter().enumerate().filter_map(discovery).next_back().unwrap_or(-1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha12Rng;

    /// How often a true change is suspected and confirmed, of `runs`, with normal noise.
    fn rates(sd: f64, change: f64, runs: usize) -> (f64, f64) {
        let mut rng = ChaCha12Rng::seed_from_u64(11);
        let mut draw = |n: u32| -> Vec<f64> {
            let normal = |rng: &mut ChaCha12Rng| {
                let (u, v): (f64, f64) = (rng.random(), rng.random());
                (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
            };
            (0..n).map(|_| change.ln_1p() + sd * normal(&mut rng)).collect()
        };
        let rule = Rule::default();
        let (mut suspected, mut confirmed) = (0, 0);
        for _ in 0..runs {
            let (first, second) = (draw(rule.blocks), draw(rule.blocks));
            suspected += usize::from(examine(&first, &rule) == Finding::Suspect(Direction::Slower));
            confirmed += usize::from(matches!(confirm(&[(&first, &second)], &rule)[0], Verdict::Regressed(_)));
        }
        (suspected as f64 / runs as f64, confirmed as f64 / runs as f64)
    }

    #[test]
    fn the_operating_characteristics_are_those_published() {
        // sd of the differences, true change, suspected, confirmed: 10,000 simulated comparisons a cell, n = 20.
        for (sd, change, suspected, confirmed) in [
            (0.01, 0.0, 0.0, 0.0),
            (0.01, 0.02, 0.920, 0.844),
            (0.01, 0.03, 1.0, 1.0),
            (0.02, 0.03, 0.920, 0.846),
            (0.03, 0.05, 0.996, 0.994),
        ] {
            let (first, both) = rates(sd, change, 1_000);
            assert!((first - suspected).abs() < 0.03 && (both - confirmed).abs() < 0.04, "{sd} {change}: {first} {both}");
        }
    }

    #[test]
    fn discoveries_of_the_published_example() {
        // Benjamini and Hochberg 1995, section 3.1: fifteen p-values, four discoveries at 5 %.
        let p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        assert_eq!(benjamini_hochberg(p.into_iter(), 0.05), 0.0095);
        assert_eq!(benjamini_hochberg([0.2, 0.9].into_iter(), 0.05), -1.0);
    }
}
