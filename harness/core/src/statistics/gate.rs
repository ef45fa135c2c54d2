//! One question about one pair of arms: is the new one slower by more than a margin, is it surely not, or can nobody
//! tell?
//!
//! The test is against a margin and not against zero, because a difference nobody cares about is found by enough runs;
//! and a suspicion is tested again on fresh blocks before it is called a slowdown, because the first estimate of
//! something that was selected for being large is too large. "No significant difference" is never "no slowdown".

use super::Estimate;
use super::location::hodges_lehmann_at;

/// The rule of a gate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Log-ratio that is accepted: a slowdown of up to `exp(margin)` is none.
    pub margin: f64,
    /// One-sided error of each stage.
    pub alpha: f64,
}

impl Default for Rule {
    /// 1 %, and one in two hundred in each of the two stages.
    fn default() -> Self {
        Rule { margin: 0.01, alpha: 0.005 }
    }
}

/// What one stage says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The lower bound lies beyond the margin.
    Suspect,
    /// The upper bound lies within the margin.
    NotSlower,
    /// Neither.
    Unclear,
}

/// What both stages say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// Suspected twice, on separate blocks; the estimate is of the second.
    Slower(Estimate),
    /// The upper bound of the last stage lies within the margin.
    NotSlower(Estimate),
    /// Suspected once and not again.
    NotConfirmed(Estimate),
    /// Too imprecise to tell.
    Unclear(Estimate),
}

impl Rule {
    /// Judges log-ratios (new over base, one for each block).
    pub fn stage(&self, logs: &[f64]) -> (Stage, Estimate) {
        let estimate = hodges_lehmann_at(logs, 2.0 * self.alpha);
        let stage = match estimate.interval {
            Some(interval) if interval.low > self.margin => Stage::Suspect,
            Some(interval) if interval.high < self.margin => Stage::NotSlower,
            _ => Stage::Unclear,
        };
        (stage, estimate)
    }

    /// Judges two stages; `again` is asked for fresh blocks only after a suspicion.
    pub fn decide<E>(&self, first: &[f64], again: impl FnOnce() -> Result<Vec<f64>, E>) -> Result<Verdict, E> {
        Ok(match self.stage(first) {
            (Stage::NotSlower, estimate) => Verdict::NotSlower(estimate),
            (Stage::Unclear, estimate) => Verdict::Unclear(estimate),
            (Stage::Suspect, _) => match self.stage(&again()?) {
                (Stage::Suspect, estimate) => Verdict::Slower(estimate),
                (_, estimate) => Verdict::NotConfirmed(estimate),
            },
        })
    }
}

/// True when a log-ratio is within `margin` of zero as two one-sided tests at 5 % see it (Schuirmann 1987): its 90 %
/// interval lies inside.
pub fn equivalent(logs: &[f64], margin: f64) -> bool {
    hodges_lehmann_at(logs, 0.1).interval.is_some_and(|i| -margin < i.low && i.high < margin)
}

/// The slowdown (as a fraction) that both stages of a rule find nine times in ten, from the scatter of the differences
/// and their number: margin + 4.8 s / sqrt n, from 15 blocks on (fitted by simulation, repeated in this file's tests).
pub fn detectable(rule: &Rule, deviation: f64, n: usize) -> f64 {
    (rule.margin + 4.8 * deviation / (n as f64).sqrt()).exp_m1()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::simulate::{NoiseShape, Source};
    use std::convert::Infallible;

    /// Share of 400 comparisons that end as a slowdown.
    fn share(shift: f64, deviation: f64, n: usize) -> f64 {
        let mut source = Source::new(17);
        let rule = Rule::default();
        let mut draw = || (0..n).map(|_| shift + deviation * source.draw(NoiseShape::Normal)).collect::<Vec<_>>();
        let slower = (0..400).filter(|_| {
            let first = draw();
            let verdict = rule.decide(&first, || Ok::<_, Infallible>(draw()));
            matches!(verdict, Ok(Verdict::Slower(_)))
        });
        slower.count() as f64 / 400.0
    }

    #[test]
    fn equal_arms_are_not_called_slower_and_detectable_slowdowns_are_found() {
        assert_eq!(share(0.0, 0.02, 20), 0.0);
        assert_eq!(share(0.01, 0.01, 20), 0.0);
        for (deviation, n) in [(0.01, 15), (0.01, 20), (0.02, 20), (0.03, 30)] {
            let found = share(detectable(&Rule::default(), deviation, n).ln_1p(), deviation, n);
            assert!((0.86..=0.97).contains(&found), "{deviation} {n}: {found}");
        }
    }

    #[test]
    fn stages_follow_their_bounds() {
        let rule = Rule::default();
        let around = |centre: f64| (0..10).map(|i| centre + 0.001 * f64::from(i - 5)).collect::<Vec<_>>();
        assert_eq!(rule.stage(&around(0.05)).0, Stage::Suspect);
        assert_eq!(rule.stage(&around(0.0)).0, Stage::NotSlower);
        assert_eq!(rule.stage(&around(0.01)).0, Stage::Unclear);
        assert_eq!(rule.stage(&around(0.05)[..7]).0, Stage::Unclear, "seven blocks cannot give 99 %");
        let second = |centre| rule.decide(&around(0.05), || Ok::<_, Infallible>(around(centre)));
        assert!(matches!(second(0.05), Ok(Verdict::Slower(_))));
        assert!(matches!(second(0.0), Ok(Verdict::NotConfirmed(_))));
        assert!(equivalent(&around(0.0), 0.01) && !equivalent(&around(0.009), 0.01));
    }
}
