//! Where a series of iteration times becomes steady, and what it did before.
//!
//! Change points by optimal partitioning with a penalised least-squares cost on winsorised logarithms (Killick et al.
//! 2012; without their pruning, which changes the cost of the search and not its result). The penalty is widened where
//! neighbours resemble each other, twice as much as asv's step detection does, because sigma is taken from neighbours
//! too. The
//! classes keep the names of krun (Barrett et al. 2017), with one of their own for a slow first iteration. Series below
//! [`LEAST`] iterations are too short for that: there the second half counts as steady, and the class says so.

use super::median;

/// Fewer iterations than this are not classified.
pub const LEAST: usize = 20;
/// Levels closer than this count as one.
const TOLERANCE: f64 = 0.01;
/// Longest stretch that a slow first iteration may pull into its segment.
const BORROWED: usize = 12;
/// Shortest segment.
const SHORTEST: usize = 3;
/// Spikes are pulled to within this many standard deviations of their neighbours.
const REACH: f64 = 2.5;
/// Price of a change point in units of ln n: with the two above, at most 2 % of the level series of
/// [`super::study::false_changes`] show one.
const PENALTY: f64 = 5.5;
/// Autocorrelation is believed up to here; what is higher is a drift.
const HIGHEST_CORRELATION: f64 = 0.75;
/// Longer series are reduced to medians of equal stretches, at most this many: a run has no more levels than that, and
/// the search costs the square of the length.
const LONGEST: usize = 1_000;

/// What a series of iterations did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Too short to tell.
    TooShort,
    /// One level from the first iteration on.
    Flat,
    /// One level but for a slow first or second iteration.
    FirstIterationOnly,
    /// Levels before the last were slower.
    WarmUp,
    /// Some level before the last was faster.
    SlowDown,
    /// One level with a repeating pattern (garbage collections, often).
    Cyclic,
    /// The last level covers too little to be called steady.
    NoSteadyState,
}

impl Class {
    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Class::TooShort => "too short",
            Class::Flat => "flat",
            Class::FirstIterationOnly => "first-iteration only",
            Class::WarmUp => "warm-up",
            Class::SlowDown => "slow-down",
            Class::Cyclic => "cyclic",
            Class::NoSteadyState => "no steady state",
        }
    }
}

/// The result of [`analyse`].
#[derive(Clone, Debug, PartialEq)]
pub struct Steadiness {
    /// What the series did.
    pub class: Class,
    /// Index of the first steady iteration; below the length whenever the series is not empty.
    pub first_steady: usize,
    /// Starts of all segments but the first, in order.
    pub change_points: Vec<usize>,
}

/// Classifies one invocation's iteration times (any unit, all positive) and says from where on it is steady.
pub fn analyse(times: &[f64]) -> Steadiness {
    let n = times.len();
    if n < LEAST {
        return Steadiness { class: Class::TooShort, first_steady: n / 2, change_points: Vec::new() };
    }
    if n > LONGEST {
        return analyse_long(times);
    }
    let logs: Vec<f64> = times.iter().map(|time| time.max(f64::MIN_POSITIVE).ln()).collect();
    let sigma = noise(&logs);
    let smooth = winsorise(&level_start(&logs, sigma), REACH * sigma);
    let penalty = PENALTY * (n as f64).ln();
    let first_pass = segment(&smooth, sigma, penalty);
    let of_residuals = autocorrelation(&residuals(&smooth, &first_pass), 1);
    let rho = of_residuals.max(neighbour_correlation(&smooth)).clamp(0.0, HIGHEST_CORRELATION);
    // Differences of neighbours show only 1 - rho of the variance, and the mean of correlated values scatters by
    // (1 + rho) / (1 - rho) more than that of independent ones.
    let wider = (1.0 + rho) / (1.0 - rho).powi(2);
    let starts = if rho > 0.0 { segment(&smooth, sigma, penalty * wider) } else { first_pass };
    classify(&logs, &smooth, &starts, sigma)
}

/// As [`analyse`] for medians of stretches; a slow first iteration is looked for in the series itself.
fn analyse_long(times: &[f64]) -> Steadiness {
    let stretch = times.len().div_ceil(LONGEST);
    let medians: Vec<f64> = times.chunks(stretch).map(median).collect();
    let coarse = analyse(&medians);
    let start = analyse(&times[..LONGEST]);
    let mut first_steady = coarse.first_steady * stretch;
    let mut class = coarse.class;
    if class == Class::Flat && start.class == Class::FirstIterationOnly {
        (class, first_steady) = (start.class, start.first_steady);
    }
    Steadiness { class, first_steady, change_points: coarse.change_points.iter().map(|at| at * stretch).collect() }
}

/// Noise of neighbours: scaled median of absolute first differences, not below the resolution of a thousandth of a per
/// cent.
fn noise(logs: &[f64]) -> f64 {
    let steps: Vec<f64> = logs.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    (1.4826 * median(&steps) / std::f64::consts::SQRT_2).max(1e-5)
}

/// The series with a slow first or second iteration at the level of those that follow: it has a rule of its own.
fn level_start(logs: &[f64], sigma: f64) -> Vec<f64> {
    let mut level = logs.to_vec();
    let next = median(&logs[2..9]);
    for log in &mut level[..2] {
        if *log > next + 5.0 * sigma {
            *log = next;
        }
    }
    level
}

/// First-order autocorrelation from the differences at distances one and two: a level that changes now and then does not
/// raise it. For an autoregressive series the second are wider by `1 + rho`.
fn neighbour_correlation(values: &[f64]) -> f64 {
    let spread = |lag: usize| {
        let steps: Vec<f64> = values.windows(lag + 1).map(|window| (window[lag] - window[0]).abs()).collect();
        median(&steps).powi(2)
    };
    let (one, two) = (spread(1), spread(2));
    if one > 0.0 { two / one - 1.0 } else { 0.0 }
}

/// Pulls single spikes to within `reach` of the running median of seven.
fn winsorise(logs: &[f64], reach: f64) -> Vec<f64> {
    (0..logs.len())
        .map(|i| {
            let centre = median(&logs[i.saturating_sub(3)..logs.len().min(i + 4)]);
            centre + (logs[i] - centre).clamp(-reach, reach)
        })
        .collect()
}

/// Prefix sums of values and squares.
struct Sums {
    value: Vec<f64>,
    square: Vec<f64>,
}

impl Sums {
    fn new(values: &[f64]) -> Self {
        // Centred first, so that the squares do not cancel.
        let centre = median(values);
        let mut sums = Sums { value: vec![0.0], square: vec![0.0] };
        let (mut value, mut square) = (0.0, 0.0);
        for x in values.iter().map(|x| x - centre) {
            value += x;
            square += x * x;
            sums.value.push(value);
            sums.square.push(square);
        }
        sums
    }

    /// Sum of squared deviations from the mean of `start..end`.
    fn cost(&self, start: usize, end: usize) -> f64 {
        let sum = self.value[end] - self.value[start];
        let squares = self.square[end] - self.square[start];
        (squares - sum * sum / (end - start) as f64).max(0.0)
    }
}

/// Starts of the segments of the cheapest partition, 0 first.
fn segment(values: &[f64], sigma: f64, penalty: f64) -> Vec<usize> {
    let n = values.len();
    let sums = Sums::new(values);
    let mut best = vec![f64::INFINITY; n + 1];
    let mut previous = vec![0_usize; n + 1];
    best[0] = -penalty;
    for end in SHORTEST..=n {
        for start in (0..=end - SHORTEST).filter(|start| *start == 0 || *start >= SHORTEST) {
            let total = best[start] + sums.cost(start, end) / (sigma * sigma) + penalty;
            if total < best[end] {
                (best[end], previous[end]) = (total, start);
            }
        }
    }
    let mut starts = Vec::new();
    let mut end = n;
    while end > 0 {
        end = previous[end];
        starts.push(end);
    }
    starts.reverse();
    starts
}

/// (start, end, mean) of each segment.
fn levels(values: &[f64], starts: &[usize]) -> Vec<(usize, usize, f64)> {
    let ends = starts.iter().skip(1).copied().chain([values.len()]);
    starts.iter().zip(ends).map(|(start, end)| (*start, end, super::mean(&values[*start..end]))).collect()
}

fn residuals(values: &[f64], starts: &[usize]) -> Vec<f64> {
    levels(values, starts).iter().flat_map(|(start, end, mean)| values[*start..*end].iter().map(move |v| v - mean)).collect()
}

fn autocorrelation(residuals: &[f64], lag: usize) -> f64 {
    let power: f64 = residuals.iter().map(|r| r * r).sum();
    let product: f64 = residuals.iter().zip(&residuals[lag..]).map(|(a, b)| a * b).sum();
    if power > 0.0 { product / power } else { 0.0 }
}

fn classify(logs: &[f64], smooth: &[f64], starts: &[usize], sigma: f64) -> Steadiness {
    let n = logs.len();
    let levels = levels(smooth, starts);
    let change_points = starts.iter().skip(1).copied().collect();
    // Merge from the end while levels are the same for practical purposes.
    let (mut first_steady, _, mut steady_mean) = levels[levels.len() - 1];
    let mut merged = 1;
    for (start, end, mean) in levels.iter().rev().skip(1) {
        let half_width = 1.96 * sigma * (1.0 / (end - start) as f64 + 1.0 / (n - first_steady) as f64).sqrt();
        if (mean - steady_mean).abs() > (1.0 + TOLERANCE).ln().max(half_width) {
            break;
        }
        first_steady = *start;
        steady_mean = super::mean(&smooth[first_steady..]);
        merged += 1;
    }
    let mut earlier = &levels[..levels.len() - merged];
    let slow_start = slow_first_iterations(logs, first_steady, sigma);
    // A slow first iteration pulls its neighbours into a segment of their own; if those are level, it stands alone.
    if slow_start > 0 && slow_start < first_steady && first_steady <= slow_start + BORROWED {
        let steady = median(&logs[first_steady..]);
        let limit = (1.0 + TOLERANCE).ln().max(3.0 * sigma);
        if logs[slow_start..first_steady].iter().all(|log| (log - steady).abs() <= limit) {
            earlier = &[];
        }
    }
    let class = if n - first_steady < (n / 4).max(10) {
        Class::NoSteadyState
    } else if earlier.iter().any(|(_, _, mean)| *mean < steady_mean) {
        Class::SlowDown
    } else if !earlier.is_empty() {
        Class::WarmUp
    } else if cycles(&logs[first_steady.max(slow_start)..]) {
        Class::Cyclic
    } else if slow_start > 0 {
        Class::FirstIterationOnly
    } else {
        Class::Flat
    };
    if earlier.is_empty() {
        first_steady = slow_start;
    }
    Steadiness { class, first_steady, change_points }
}

/// How many of the first two iterations stand out above the steady level by more than the tolerance and five sigma.
fn slow_first_iterations(logs: &[f64], first_steady: usize, sigma: f64) -> usize {
    let steady = median(&logs[first_steady.max(2)..]);
    let limit = steady + (1.0 + TOLERANCE).ln().max(5.0 * sigma);
    if logs[1] > limit { 2 } else { usize::from(logs[0] > limit) }
}

/// A peak of the autocorrelation at a lag from 2 to a quarter of the length, above 4 / sqrt n.
fn cycles(logs: &[f64]) -> bool {
    let centre = super::mean(logs);
    let residuals: Vec<f64> = logs.iter().map(|log| log - centre).collect();
    let limit = 4.0 / (logs.len() as f64).sqrt();
    let at = |lag| autocorrelation(&residuals, lag);
    (2..logs.len() / 4).any(|lag| at(lag) > limit && at(lag) > at(lag - 1) && at(lag) >= at(lag + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha12Rng;

    /// A series around 10 ms with 1 % normal noise, bent by `shape(index)`.
    fn series(n: usize, seed: u64, shape: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        (0..n)
            .map(|i| {
                let noise: f64 = (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
                1e7 * shape(i) * (0.01 * noise).exp()
            })
            .collect()
    }

    fn share(n: usize, class: Class, shape: impl Fn(usize) -> f64 + Copy) -> usize {
        (0..200).filter(|seed| analyse(&series(n, *seed, shape)).class == class).count()
    }

    #[test]
    fn classes_are_recognised() {
        let check = |name: &str, n: usize, class: Class, least: usize, shape: fn(usize) -> f64| {
            let right = share(n, class, shape);
            assert!(right >= least, "{name}: {right} of 200 are {class:?}");
        };
        check("flat", 60, Class::Flat, 190, |_| 1.0);
        check("first", 60, Class::FirstIterationOnly, 190, |i| if i == 0 { 1.5 } else { 1.0 });
        check("warm-up", 60, Class::WarmUp, 190, |i| if i < 12 { 1.2 } else { 1.0 });
        check("two tiers", 80, Class::WarmUp, 190, |i| [1.8, 1.3, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0][i / 10]);
        check("slow-down", 60, Class::SlowDown, 190, |i| if i < 20 { 1.0 } else { 1.1 });
        check("never", 60, Class::NoSteadyState, 190, |i| if i < 55 { 1.0 } else { 1.5 });
        check("cycle", 100, Class::Cyclic, 190, |i| if i % 8 == 3 { 1.06 } else { 1.0 });
    }

    #[test]
    fn flat_series_seldom_show_change_points() {
        let false_alarms = (0..1000).filter(|seed| !analyse(&series(60, *seed, |_| 1.0)).change_points.is_empty()).count();
        assert!(false_alarms <= 20, "{false_alarms} of 1000");
    }

    #[test]
    fn partitions_agree_with_published_ones() {
        // ruptures 1.1.10, Pelt(model="l2", min_size=3, jump=1); the flow of the Nile, whose change in 1898 (index 28) R's
        // changepoint finds as well, and series of integers from a linear congruential generator.
        let nile = [
            1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210,
            1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702,
            1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771,
            676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901,
            1170, 912, 746, 919, 718, 714, 740,
        ];
        let nile: Vec<f64> = nile.iter().map(|flow| f64::from(*flow)).collect();
        let generated = |length: usize, levels: &[u32], seed: u64| -> Vec<f64> {
            let mut state = seed;
            let values = (0..length).map(|i| {
                state = (state * 1_103_515_245 + 12_345) % (1 << 31);
                f64::from(levels[i * levels.len() / length]) + ((state >> 16) % 21) as f64
            });
            values.collect()
        };
        let check = |values: &[f64], penalty: f64, starts: &[usize]| {
            let found = segment(values, 1.0, penalty);
            assert_eq!(&found[1..], starts, "penalty {penalty}");
        };
        check(&nile, 261_127.586_754, &[28]);
        check(&nile, 60_000.0, &[10, 19, 28, 37, 40, 45, 48, 83, 95]);
        check(&nile, 500_000.0, &[28]);
        let steps = generated(60, &[100, 130, 100, 160], 1);
        check(&steps, 2_000.0, &[15, 30, 45]);
        check(&steps, 8_000.0, &[45]);
        check(&steps, 30_000.0, &[]);
        let small = generated(100, &[50, 60, 55, 80, 52], 7);
        check(&small, 200.0, &[21, 60, 80]);
        check(&small, 1_500.0, &[60, 80]);
        let level = generated(80, &[100], 3);
        check(&level, 50.0, &[11, 21, 26, 33, 48, 54, 57, 63, 66, 72, 75]);
        check(&level, 150.0, &[11, 21]);
        check(&level, 500.0, &[]);
    }

    #[test]
    fn long_series_are_not_a_problem() {
        let found = analyse(&series(20_000, 3, |i| if i < 4_000 { 1.3 } else { 1.0 }));
        assert_eq!(found.class, Class::WarmUp);
        assert!((3_980..=4_020).contains(&found.first_steady), "{}", found.first_steady);
        assert_eq!(analyse(&series(5_000, 3, |i| if i == 0 { 2.0 } else { 1.0 })).first_steady, 1);
    }

    #[test]
    fn the_steady_part_starts_where_the_level_does() {
        let found = analyse(&series(60, 3, |i| if i < 12 { 1.3 } else { 1.0 }));
        assert!((11..=13).contains(&found.first_steady), "{found:?}");
        assert_eq!(analyse(&series(60, 3, |i| if i == 0 { 2.0 } else { 1.0 })).first_steady, 1);
        assert_eq!(analyse(&series(60, 3, |_| 1.0)).first_steady, 0);
    }

    #[test]
    fn short_and_strange_series_have_an_answer() {
        for (n, first) in [(0, 0), (1, 0), (2, 1), (3, 1), (10, 5)] {
            let found = analyse(&vec![5.0; n]);
            assert_eq!((found.class, found.first_steady), (Class::TooShort, first), "n = {n}");
        }
        assert_eq!(analyse(&[7.0; 40]).class, Class::Flat);
        assert_eq!(analyse(&[0.0; 40]).class, Class::Flat);
    }
}
