//! After how many iterations, and after how much time, an engine that starts slowly and runs fast has overtaken one that
//! starts quickly.
//!
//! Everything counts from the start of the process: `C(k)` is start-up plus the first `k` iterations, continued beyond
//! what was measured by the mean of the steady iterations. Engines are compared within blocks, so that the difference
//! at every `k` has its own exact signed-rank interval; the interval of the break-even point holds exactly those `k` at
//! which the difference cannot be told from zero. No resampling is needed.

use super::location::hodges_lehmann;
use super::{Interval, median};

/// What one process costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// From the start of the process to the first iteration, ns.
    pub startup: f64,
    /// Every iteration from the first, ns.
    pub iterations: Vec<f64>,
    /// Mean of the steady iterations, ns.
    pub steady: f64,
}

impl Curve {
    /// Total of start-up and `k` iterations, ns.
    pub fn total(&self, k: u64) -> f64 {
        let measured = usize::try_from(k).unwrap_or(usize::MAX).min(self.iterations.len());
        let beyond = k - measured as u64;
        self.startup + self.iterations[..measured].iter().sum::<f64>() + beyond as f64 * self.steady
    }
}

/// A curve with its totals added up once.
struct Totals<'a> {
    curve: &'a Curve,
    sums: Vec<f64>,
}

impl<'a> Totals<'a> {
    fn new(curve: &'a Curve) -> Totals<'a> {
        let sums = curve.iterations.iter().scan(curve.startup, |sum, time| {
            *sum += time;
            Some(*sum)
        });
        Totals { curve, sums: sums.collect() }
    }

    /// As [`Curve::total`].
    fn at(&self, k: u64) -> f64 {
        match self.sums.get((k as usize).wrapping_sub(1)) {
            Some(sum) if k <= self.sums.len() as u64 => *sum,
            _ => self.curve.total(k),
        }
    }
}

/// Fewer blocks than this give no interval.
const LEAST_BLOCKS: usize = 6;

/// When one engine has overtaken another for good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakEven {
    /// Iterations after which it is not behind any more; 1 when never behind, infinite when that never happens.
    pub iterations: f64,
    /// 95 % interval; an infinite end means that it may never happen. Absent below six blocks.
    pub interval: Option<Interval>,
    /// The time the other engine has then spent since its start, ns; infinite when never.
    pub time_ns: f64,
    /// The same for the interval.
    pub time_interval: Option<Interval>,
    /// True when the point lies beyond what was measured.
    pub extrapolated: bool,
    /// Blocks.
    pub n: usize,
}

impl BreakEven {
    /// True when the data exclude, at 95 %, that it ever happens.
    pub fn never(&self) -> bool {
        self.interval.is_some_and(|interval| interval.low.is_infinite())
    }
}

/// More iterations than this count as never.
const HORIZON: u64 = 1 << 40;

/// When `fast` has overtaken `quick` for good, from the curves of both in the same blocks, pair by pair. None without
/// a pair.
pub fn break_even(pairs: &[(&Curve, &Curve)]) -> Option<BreakEven> {
    if pairs.is_empty() {
        return None;
    }
    // How far `fast` is ahead at k, negative while it is behind. Where all blocks agree on the sign, so do the estimate and
    // both ends of its interval, which lie among the blocks' means in pairs; then none is computed.
    let curves: Vec<(Totals<'_>, Totals<'_>)> = pairs.iter().map(|(quick, fast)| (Totals::new(quick), Totals::new(fast))).collect();
    let leads = |k: u64| curves.iter().map(|(quick, fast)| quick.at(k) - fast.at(k)).collect::<Vec<_>>();
    let lead = |k: u64| {
        let leads = leads(k);
        let all = |sign: fn(&f64) -> bool| leads.iter().all(sign);
        if leads.len() >= LEAST_BLOCKS && (all(|lead| *lead < 0.0) || all(|lead| *lead >= 0.0)) {
            let value = leads[0];
            return super::Estimate { value, interval: Some(Interval { low: value, high: value }), n: leads.len() };
        }
        hodges_lehmann(&leads)
    };
    let measured = pairs.iter().map(|(quick, fast)| quick.iterations.len().min(fast.iterations.len()) as u64).min()?;
    let longest = pairs.iter().map(|(quick, fast)| quick.iterations.len().max(fast.iterations.len()) as u64).max()?;
    let ahead = |side: fn(&super::Estimate) -> Option<f64>| last_behind(longest, &|k| side(&lead(k)));
    let point = ahead(|estimate| Some(estimate.value))?;
    let low = ahead(|estimate| Some(estimate.interval?.high));
    let high = ahead(|estimate| Some(estimate.interval?.low));
    let interval = low.zip(high).map(|(low, high)| Interval { low, high });
    let time = |k: f64| if k.is_finite() { median(&pairs.iter().map(|(quick, _)| quick.total(k as u64)).collect::<Vec<_>>()) } else { k };
    Some(BreakEven {
        iterations: point,
        interval,
        time_ns: time(point),
        time_interval: interval.map(|i| i.map(time)),
        extrapolated: point > measured as f64,
        n: pairs.len(),
    })
}

/// The number of iterations after the last one at which `lead` is negative. None when the lead is unknown. Beyond
/// `measured` every curve is a straight line, so a lead that has come stays.
fn last_behind(measured: u64, lead: &dyn Fn(u64) -> Option<f64>) -> Option<f64> {
    let behind = |k: u64| lead(k).map(|value| value < 0.0);
    if !behind(measured.max(1))? {
        for k in (1..measured).rev() {
            if behind(k)? {
                return Some((k + 1) as f64);
            }
        }
        return Some(1.0);
    }
    if behind(HORIZON)? {
        return Some(f64::INFINITY);
    }
    let (mut low, mut high) = (measured.max(1), HORIZON);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if behind(middle)? { low = middle } else { high = middle }
    }
    Some(high as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(startup: f64, first: f64, steady: f64) -> Curve {
        let mut iterations = vec![steady; 10];
        iterations[0] = first;
        Curve { startup, iterations, steady }
    }

    fn check(quick: &Curve, fast: &Curve, iterations: f64, time_ns: f64) -> BreakEven {
        let found = break_even(&[(quick, fast); 7]).expect("a point");
        assert_eq!((found.iterations, found.time_ns), (iterations, time_ns), "{found:?}");
        let interval = found.interval.expect("an interval");
        assert_eq!((interval.low, interval.high), (iterations, iterations));
        found
    }

    #[test]
    fn known_answers() {
        // Behind by 45 after start-up and first iteration, 10 gained by each later one: level after 4.5 more.
        let found = check(&curve(10.0, 20.0, 20.0), &curve(50.0, 25.0, 10.0), 6.0, 130.0);
        assert!(!found.extrapolated && !found.never());
        // 1 gained by each: 46 iterations, most of them not measured.
        assert!(check(&curve(10.0, 20.0, 20.0), &curve(50.0, 25.0, 19.0), 46.0, 930.0).extrapolated);
        check(&curve(10.0, 20.0, 20.0), &curve(5.0, 20.0, 10.0), 1.0, 30.0);
        assert!(check(&curve(10.0, 20.0, 10.0), &curve(50.0, 20.0, 11.0), f64::INFINITY, f64::INFINITY).never());
        assert_eq!(break_even(&[]), None);
    }

    #[test]
    fn an_end_that_is_not_reached_is_infinite() {
        // The gain is as often negative as positive: it may pay off, and it may never.
        let quick = curve(10.0, 20.0, 20.0);
        let others: Vec<Curve> = [19.0, 18.0, 17.0, 21.0, 22.0, 19.5, 18.5].iter().map(|steady| curve(50.0, 25.0, *steady)).collect();
        let found = break_even(&others.iter().map(|fast| (&quick, fast)).collect::<Vec<_>>()).expect("a point");
        let interval = found.interval.expect("an interval");
        assert!(found.iterations.is_finite() && interval.low.is_finite() && interval.high.is_infinite(), "{found:?}");
        let few = break_even(&others[..3].iter().map(|fast| (&quick, fast)).collect::<Vec<_>>()).expect("a point");
        assert_eq!(few.interval, None);
    }
}
