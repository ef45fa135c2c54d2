//! Colours and marks: two palettes, one fixed role per engine.
//!
//! Drawings name roles, never colours. While drawing, a role is written as a reserved sentinel colour (which also
//! carries the dash pattern, a thing plotters' SVG cannot say); the finished text then gets the light palette, the
//! dark palette, or CSS variables that follow the reader's colour scheme. The eight series colours are the result of
//! a search under both constraints, contrast to the background and distance under four kinds of colour vision; the
//! tests below hold them to it. No information is in colour alone: every engine also has a marker and a dash.

/// What a mark is for; its colour depends on the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Text and axes.
    Text,
    /// Secondary text.
    Muted,
    /// Grid lines.
    Grid,
    /// Alternating row background.
    Band,
    /// The page itself: separators, hollow markers.
    Background,
    /// Failures.
    Bad,
    /// An engine's hue, 0 to 7.
    Series(u8),
    /// A start-up phase in order of time, 0 to 6.
    Phase(u8),
    /// A heat map step, 0 (slowest) to 16 (fastest), 8 is parity.
    Heat(u8),
}

/// Which palette, or variables that choose one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Literal colours on white.
    Light,
    /// Literal colours on near-black.
    Dark,
    /// `var(--sp-…)`, for SVG inside the page.
    Variables,
}

/// Line pattern, second mark of an engine in curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dash {
    Solid,
    Dashed,
    DashDot,
    Dotted,
}

/// Shape, second mark of an engine in dot plots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Circle,
    Square,
    Diamond,
    TriangleUp,
    TriangleDown,
}

/// How one engine looks in every chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// Index of the hue.
    pub series: u8,
    /// Marker.
    pub shape: Shape,
    /// Foreign runtimes are hollow, ours are filled.
    pub hollow: bool,
    /// Curve pattern.
    pub dash: Dash,
}

/// Engine hues on white. Smallest CIE76 distance over four visions 25.8, contrast at least 3.1.
const SERIES_LIGHT: [u32; 8] = [0x0072B2, 0xD55E00, 0x9D0AFF, 0x000000, 0xBD8475, 0x662900, 0x484848, 0x480F57];
/// Engine hues on #0d1117. Smallest distance 26.4, contrast at least 3.1.
const SERIES_DARK: [u32; 8] = [0x56B4E9, 0xE69F00, 0x9D0AFF, 0xF3F3BA, 0xE0005A, 0x8F5600, 0xA8A8A8, 0x2260BF];
/// Ordered by lightness so that the order of phases survives any colour vision (samples of viridis).
const PHASES_LIGHT: [u32; 7] = [0x440154, 0x46327E, 0x365C8D, 0x277F8E, 0x1FA187, 0x4AC16D, 0xA0DA39];
const PHASES_DARK: [u32; 7] = [0x414487, 0x2F6C8E, 0x21918C, 0x2FB47C, 0x72CF56, 0xB0DD2F, 0xFFF07A];
/// Ends and middle of the heat map: slower, parity, faster.
const HEAT_LIGHT: [u32; 3] = [0xEF9B4A, 0xF3F4F6, 0x5BAAE6];
const HEAT_DARK: [u32; 3] = [0x8A4B0F, 0x21262D, 0x1F5FA0];

impl Role {
    /// Every role, for style sheets and replacement.
    pub fn all() -> impl Iterator<Item = Role> {
        [Role::Text, Role::Muted, Role::Grid, Role::Band, Role::Background, Role::Bad]
            .into_iter()
            .chain((0..8).map(Role::Series))
            .chain((0..7).map(Role::Phase))
            .chain((0..17).map(Role::Heat))
    }

    fn index(self) -> u8 {
        match self {
            Role::Text => 0,
            Role::Muted => 1,
            Role::Grid => 2,
            Role::Band => 3,
            Role::Background => 4,
            Role::Bad => 5,
            Role::Series(n) => 0x10 + n % 8,
            Role::Phase(n) => 0x20 + n % 7,
            Role::Heat(n) => 0x30 + n.min(16),
        }
    }

    /// The reserved colour that stands for this role and `dash` while drawing.
    pub fn sentinel(self, dash: Dash) -> (u8, u8, u8) {
        (0xFE, 0xA0 + dash as u8, self.index())
    }

    /// Name of the CSS custom property, unique to these reports.
    pub fn variable(self) -> String {
        match self {
            Role::Text => "--sp-text".into(),
            Role::Muted => "--sp-muted".into(),
            Role::Grid => "--sp-grid".into(),
            Role::Band => "--sp-band".into(),
            Role::Background => "--sp-background".into(),
            Role::Bad => "--sp-bad".into(),
            Role::Series(n) => format!("--sp-series{}", n % 8),
            Role::Phase(n) => format!("--sp-phase{}", n % 7),
            Role::Heat(n) => format!("--sp-heat{}", n.min(16)),
        }
    }

    /// 0xRRGGBB in one of the two palettes.
    pub fn rgb(self, dark: bool) -> u32 {
        let pick = |light, dark_colour| if dark { dark_colour } else { light };
        match self {
            Role::Text => pick(0x1F2328, 0xE6EDF3),
            Role::Muted => pick(0x57606A, 0x9AA4AF),
            Role::Grid => pick(0xD5DAE0, 0x30363D),
            Role::Band => pick(0xF5F7F9, 0x151A21),
            Role::Background => pick(0xFFFFFF, 0x0D1117),
            Role::Bad => pick(0xB3261E, 0xFF8A80),
            Role::Series(n) => (if dark { SERIES_DARK } else { SERIES_LIGHT })[usize::from(n % 8)],
            Role::Phase(n) => (if dark { PHASES_DARK } else { PHASES_LIGHT })[usize::from(n % 7)],
            Role::Heat(n) => heat(if dark { HEAT_DARK } else { HEAT_LIGHT }, n.min(16)),
        }
    }

    /// The value of a `fill` or `stroke` attribute.
    pub fn paint(self, ink: Ink) -> String {
        match ink {
            Ink::Light => format!("#{:06X}", self.rgb(false)),
            Ink::Dark => format!("#{:06X}", self.rgb(true)),
            Ink::Variables => format!("var({})", self.variable()),
        }
    }
}

fn heat([slow, even, fast]: [u32; 3], step: u8) -> u32 {
    let (end, distance) = if step < 8 { (slow, 8 - step) } else { (fast, step - 8) };
    [16, 8, 0].into_iter().fold(0, |mixed, shift| {
        let (from, to) = ((even >> shift & 255) as i32, (end >> shift & 255) as i32);
        mixed | (((from + (to - from) * i32::from(distance) / 8) as u32) << shift)
    })
}

impl Dash {
    /// Every pattern.
    pub const ALL: [Dash; 4] = [Dash::Solid, Dash::Dashed, Dash::DashDot, Dash::Dotted];

    /// `stroke-dasharray` on the threefold canvas; empty for solid.
    pub fn array(self) -> &'static str {
        match self {
            Dash::Solid => "",
            Dash::Dashed => "18 9",
            Dash::DashDot => "24 9 5 9",
            Dash::Dotted => "5 8",
        }
    }
}

const SHAPES: [Shape; 5] = [Shape::Circle, Shape::Square, Shape::Diamond, Shape::TriangleUp, Shape::TriangleDown];

/// Engines with a look of their own in every report: name, hue, shape.
const KNOWN: [(&str, u8, Shape); 12] = [
    ("tree-walker", 0, Shape::Circle),
    ("bytecode-vm", 1, Shape::Square),
    ("cranelift-jit", 2, Shape::Diamond),
    ("cpython", 3, Shape::Square),
    ("pypy", 4, Shape::Diamond),
    ("node", 5, Shape::TriangleUp),
    ("gcc", 6, Shape::TriangleDown),
    ("c", 6, Shape::TriangleDown),
    ("ruby", 7, Shape::Circle),
    ("lua", 0, Shape::Square),
    ("luajit", 0, Shape::Diamond),
    ("ruby-yjit", 7, Shape::Diamond),
];

/// Gives every engine its look. Known names have theirs whatever else runs; the others take, in order, the first
/// hue still free (then hues repeat), and a shape that keeps the whole mark unique.
pub fn styles<'a>(engines: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> Vec<Style> {
    let engines: Vec<_> = engines.collect();
    let known = |name: &str| KNOWN.iter().find(|(known, ..)| *known == name);
    let mut used: Vec<(u8, Shape, bool)> =
        engines.iter().filter_map(|(name, origin, _)| known(name).map(|(_, series, shape)| (*series, *shape, *origin != "own"))).collect();
    let mut styles = Vec::new();
    for (name, origin, strategy) in engines {
        let hollow = origin != "own";
        let dash = dash(strategy);
        let (series, shape) = match known(name) {
            Some((_, series, shape)) => (*series, *shape),
            None => {
                let mark = free_mark(&used, hollow, strategy);
                used.push((mark.0, mark.1, hollow));
                mark
            }
        };
        styles.push(Style { series, shape, hollow, dash });
    }
    styles
}

fn free_mark(used: &[(u8, Shape, bool)], hollow: bool, strategy: &str) -> (u8, Shape) {
    let preferred = match strategy {
        "tree-walker" => Shape::Circle,
        "jit" => Shape::Diamond,
        "ahead-of-time" => Shape::TriangleDown,
        _ => Shape::Square,
    };
    let uses = |series: u8| used.iter().filter(|(other, ..)| *other == series).count();
    let series = (0..8).min_by_key(|series| (uses(*series), *series)).unwrap_or(0);
    let shape = std::iter::once(preferred).chain(SHAPES).find(|shape| !used.contains(&(series, *shape, hollow))).unwrap_or(preferred);
    (series, shape)
}

fn dash(strategy: &str) -> Dash {
    match strategy {
        "tree-walker" => Dash::Dotted,
        "jit" => Dash::Solid,
        "ahead-of-time" => Dash::DashDot,
        _ => Dash::Dashed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(rgb: u32) -> [f64; 3] {
        [16, 8, 0].map(|shift| {
            let c = f64::from(rgb >> shift & 255) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// WCAG 2 contrast ratio.
    fn contrast(a: u32, b: u32) -> f64 {
        let luminance = |rgb| {
            let [r, g, b] = linear(rgb);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Machado, Oliveira and Fernandes 2009, severity 1.0; the first is normal vision.
    const VISIONS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    fn lab(rgb: u32, vision: &[[f64; 3]; 3]) -> [f64; 3] {
        let source = linear(rgb);
        let [r, g, b] = vision.map(|row| row.iter().zip(source).map(|(m, c)| m * c).sum::<f64>().clamp(0.0, 1.0));
        let f = |t: f64| {
            if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 }
        };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(a: u32, b: u32) -> f64 {
        VISIONS
            .iter()
            .map(|vision| {
                let (a, b) = (lab(a, vision), lab(b, vision));
                a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt()
            })
            .fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn engine_hues_are_visible_and_distinct_to_every_vision() {
        for dark in [false, true] {
            let background = Role::Background.rgb(dark);
            for a in 0..8 {
                let hue = Role::Series(a).rgb(dark);
                assert!(contrast(hue, background) >= 3.0, "hue {a} dark={dark}");
                for b in a + 1..8 {
                    let d = distance(hue, Role::Series(b).rgb(dark));
                    assert!(d >= 25.0, "hues {a} and {b} dark={dark}: {d:.1}");
                }
            }
        }
    }

    #[test]
    fn text_is_readable_on_everything_it_stands_on() {
        for dark in [false, true] {
            for ground in [Role::Background, Role::Band].into_iter().chain((0..17).map(Role::Heat)) {
                assert!(contrast(Role::Text.rgb(dark), ground.rgb(dark)) >= 4.5, "text on {ground:?} dark={dark}");
            }
            for ink in [Role::Muted, Role::Bad] {
                for ground in [Role::Background, Role::Band] {
                    assert!(contrast(ink.rgb(dark), ground.rgb(dark)) >= 4.5, "{ink:?} on {ground:?} dark={dark}");
                }
            }
        }
    }

    #[test]
    fn neighbouring_phases_differ_for_every_vision() {
        for dark in [false, true] {
            for n in 0..6 {
                let d = distance(Role::Phase(n).rgb(dark), Role::Phase(n + 1).rgb(dark));
                assert!(d >= 10.0, "phases {n} and {} dark={dark}: {d:.1}", n + 1);
            }
        }
    }

    #[test]
    fn no_two_of_twenty_engines_look_alike_and_known_ones_keep_their_look() {
        let names: Vec<String> = (0..17).map(|n| format!("engine-{n}")).collect();
        let list = ["tree-walker", "cpython", "cranelift-jit"]
            .into_iter()
            .chain(names.iter().map(String::as_str))
            .enumerate()
            .map(|(n, name)| (name, if n % 2 == 0 { "own" } else { "foreign" }, "jit"));
        let marks: Vec<_> = styles(list).iter().map(|s| (s.series, s.shape, s.hollow)).collect();
        let unique: std::collections::HashSet<_> = marks.iter().collect();
        assert_eq!(unique.len(), marks.len());
        assert_eq!(styles([("cpython", "foreign", "bytecode")].into_iter())[0].series, marks[1].0);
    }
}
