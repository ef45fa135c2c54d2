//! Series whose truth is known: noise of several shapes, and iteration times of every class with their labels.
//!
//! What the estimators are tested on, here and by `spectrum selftest --statistics`. Everything follows from a seed.

use super::steady::Class;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;

/// Shapes of noise, each with location 0 and a scale of about 1. Symmetric ones estimate their own centre without bias;
/// one-sided ones are drawn on both arms of a comparison, whose difference is symmetric again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoiseShape {
    /// Normal.
    Normal,
    /// Normal, one value in ten five times wider.
    HeavyTails,
    /// Normal, one value in twelve pushed up by 5 to 15: a machine that is disturbed now and then.
    Spikes,
    /// Uniform: nothing in the tails.
    Uniform,
    /// Log-normal: every delay multiplies the next.
    Skewed,
    /// Two levels four apart: layouts of memory that a process draws at its start.
    TwoLevels,
}

/// All shapes.
pub const NOISE_SHAPES: [NoiseShape; 6] =
    [NoiseShape::Normal, NoiseShape::HeavyTails, NoiseShape::Spikes, NoiseShape::Uniform, NoiseShape::Skewed, NoiseShape::TwoLevels];

impl NoiseShape {
    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            NoiseShape::Normal => "normal",
            NoiseShape::HeavyTails => "heavy tails",
            NoiseShape::Spikes => "one-sided spikes",
            NoiseShape::Uniform => "uniform",
            NoiseShape::Skewed => "log-normal",
            NoiseShape::TwoLevels => "two levels",
        }
    }

    /// Population mean, for estimators of means.
    pub fn mean(self) -> f64 {
        match self {
            NoiseShape::Spikes => 10.0 / 12.0,
            NoiseShape::Skewed => 0.5_f64.exp(),
            _ => 0.0,
        }
    }
}

/// A source of random numbers that repeats itself.
#[derive(Clone, Debug)]
pub struct Source(ChaCha12Rng);

impl Source {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Source(ChaCha12Rng::seed_from_u64(seed))
    }

    /// Uniform in `[low, high)`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.0.random::<f64>()
    }

    /// Uniform in `low..=high`.
    pub fn whole(&mut self, low: usize, high: usize) -> usize {
        self.0.random_range(low..=high)
    }

    /// Standard normal (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let (u, v): (f64, f64) = (self.0.random(), self.0.random());
        (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    /// One value of a shape.
    pub fn draw(&mut self, shape: NoiseShape) -> f64 {
        let normal = self.normal();
        match shape {
            NoiseShape::Normal => normal,
            NoiseShape::HeavyTails => normal * if self.0.random::<f64>() < 0.1 { 5.0 } else { 1.0 },
            NoiseShape::Spikes => normal + if self.0.random::<f64>() < 1.0 / 12.0 { self.between(5.0, 15.0) } else { 0.0 },
            NoiseShape::Uniform => self.between(-1.732, 1.732),
            NoiseShape::Skewed => normal.exp(),
            NoiseShape::TwoLevels => 0.3 * normal + if self.0.random::<bool>() { 2.0 } else { -2.0 },
        }
    }
}

/// Noise of successive iterations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SeriesNoise {
    /// Independent normal values.
    Independent,
    /// One value in twenty pushed up by 5 to 15 standard deviations.
    Spikes,
    /// First-order autoregressive with this coefficient, of unit variance.
    Correlated(f64),
    /// Every eighth value pushed up by 8 standard deviations: a collection that comes due.
    Pauses,
}

/// All kinds.
pub const SERIES_NOISES: [SeriesNoise; 5] =
    [SeriesNoise::Independent, SeriesNoise::Spikes, SeriesNoise::Correlated(0.3), SeriesNoise::Correlated(0.6), SeriesNoise::Pauses];

impl SeriesNoise {
    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            SeriesNoise::Independent => "normal",
            SeriesNoise::Spikes => "spikes, one in twenty",
            SeriesNoise::Correlated(rho) if rho < 0.5 => "autocorrelated, 0.3",
            SeriesNoise::Correlated(_) => "autocorrelated, 0.6",
            SeriesNoise::Pauses => "a pause every eighth",
        }
    }
}

/// Unit noise of `n` successive iterations.
pub fn series_noise(source: &mut Source, n: usize, kind: SeriesNoise) -> Vec<f64> {
    let mut last = source.normal();
    let phase = source.whole(0, 7);
    (0..n)
        .map(|i| match kind {
            SeriesNoise::Independent => source.normal(),
            SeriesNoise::Spikes => source.normal() + if source.between(0.0, 1.0) < 0.05 { source.between(5.0, 15.0) } else { 0.0 },
            SeriesNoise::Correlated(rho) => {
                last = rho * last + (1.0 - rho * rho).sqrt() * source.normal();
                last
            }
            SeriesNoise::Pauses => source.normal() + if i % 8 == phase { 8.0 } else { 0.0 },
        })
        .collect()
}

/// Iteration times with their truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// Nanoseconds.
    pub times: Vec<f64>,
    /// What they do.
    pub class: Class,
    /// First iteration of the last level; 0 where there is only one.
    pub steady_from: usize,
    /// Noise they carry.
    pub noise: SeriesNoise,
}

/// The classes a labelled series may have.
pub const LABELS: [Class; 6] =
    [Class::Flat, Class::FirstIterationOnly, Class::WarmUp, Class::SlowDown, Class::Cyclic, Class::NoSteadyState];

/// Draws a labelled series of 40 to 150 iterations with 0.3 to 1.5 % noise. Levels differ by at least 3 % and six
/// standard deviations, and last at least four iterations: what is smaller or shorter nobody could label.
pub fn labelled(source: &mut Source, class: Class) -> Labelled {
    let n = source.whole(40, 150);
    let deviation = source.between(0.003, 0.015);
    let least = (6.0 * deviation).max(0.03);
    // A cycle is a repeating pattern: pauses would be one, so the noise of series that are not cyclic has none.
    let noise = SERIES_NOISES[source.whole(0, if class == Class::Cyclic { 1 } else { 3 })];
    let mut shape = vec![0.0; n];
    let steady_from = match class {
        Class::FirstIterationOnly => {
            let slow = source.whole(1, 2);
            let height = source.between((10.0 * deviation).max(0.08), 0.9);
            shape[0] = height;
            shape[slow - 1] = height;
            slow
        }
        Class::WarmUp => warm_up(source, &mut shape, least),
        Class::SlowDown => {
            let at = source.whole(n / 10 + 4, n / 2);
            let height = source.between(least, 0.4);
            shape[at..].iter_mut().for_each(|value| *value += height);
            at
        }
        Class::Cyclic => {
            let (period, height) = (source.whole(4, (n / 8).clamp(5, 10)), source.between(6.0 * deviation, 20.0 * deviation));
            shape.iter_mut().skip(period / 2).step_by(period).for_each(|value| *value += height);
            0
        }
        Class::NoSteadyState => {
            let at = n - source.whole(4, (n / 5).clamp(5, 12).min(n / 4));
            let height = source.between(least, 0.6) * if source.whole(0, 1) == 0 { 1.0 } else { -1.0 };
            shape[at..].iter_mut().for_each(|value| *value += height);
            at
        }
        Class::Flat | Class::TooShort => 0,
    };
    let noise_of = series_noise(source, n, noise);
    let scale = source.between(1e6, 1e8);
    let times = shape.iter().zip(noise_of).map(|(level, noise)| scale * (level + deviation * noise).exp()).collect();
    Labelled { times, class, steady_from, noise }
}

/// One to three slower levels, or an exponential approach, before the last; returns where the last begins.
fn warm_up(source: &mut Source, shape: &mut [f64], least: f64) -> usize {
    let n = shape.len();
    let mut at = 0;
    let tiers = source.whole(1, 3);
    let steps: Vec<(usize, f64)> = (0..tiers).map(|_| (source.whole(4, (n / 8).max(5)), source.between(least, 0.5))).collect();
    for (index, (length, _)) in steps.iter().enumerate() {
        let height: f64 = steps[index..].iter().map(|(_, step)| step).sum();
        shape[at..at + length].iter_mut().for_each(|value| *value = height);
        at += length;
    }
    at
}

/// `count` labelled series, every class as often as every other.
pub fn labelled_set(count: usize, seed: u64) -> Vec<Labelled> {
    let mut source = Source::new(seed);
    (0..count).map(|index| labelled(&mut source, LABELS[index % LABELS.len()])).collect()
}
