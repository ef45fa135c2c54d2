//! The page: one HTML file that answers first and proves after. Complete without a script, without network and with no
//! font but its own; a small script makes it handier.
//!
//! The body is a list of [`Section`]s. Those that depend on the baseline are rendered once for every baseline a reader may
//! choose, by the same code from the same record, and travel along compressed.

mod sections;
mod workloads;

use crate::dataset::Dataset;
use crate::theme::Role;
use crate::{Drawn, Options, format, text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

const SCRIPT: &str = include_str!("page.js");

/// What the browser is told: nothing is ever loaded.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; img-src data:; \
                      base-uri 'none'; form-action 'none'";

/// An element of the page that can be exchanged: the anchor it has, and its HTML.
pub struct Section {
    id: String,
    html: String,
}

impl Section {
    fn new(id: impl Into<String>, markup: Markup) -> Section {
        Section { id: id.into(), html: markup.into_string() }
    }
}

/// One record against several baselines: the first is the page's own.
pub struct Views<'a> {
    /// As the page opens.
    pub first: (&'a Dataset, &'a Drawn),
    /// The sections that read differently against other baselines, by the name of the baseline.
    pub others: BTreeMap<String, BTreeMap<String, String>>,
}

/// The sections of `data` that differ from those of `first`.
pub fn differing(first: (&Dataset, &Drawn), other: (&Dataset, &Drawn)) -> BTreeMap<String, String> {
    let before: BTreeMap<String, String> = relative(first).into_iter().map(|section| (section.id, section.html)).collect();
    let changed = relative(other).into_iter().filter(|section| before.get(&section.id).is_some_and(|html| *html != section.html));
    changed.map(|section| (section.id, section.html)).collect()
}

/// Every section that may depend on the baseline.
fn relative((data, drawn): (&Dataset, &Drawn)) -> Vec<Section> {
    let mut all = vec![
        Section::new("verdict", sections::verdict(data)),
        Section::new("results", sections::results(data, &drawn.results)),
        Section::new("answer", sections::answer(data)),
    ];
    all.extend(drawn.figures.iter().filter(|(chart, _)| chart.relative).filter_map(|(chart, outcome)| {
        let figure = outcome.figure()?;
        Some(Section::new(chart.id, sections::chart(chart, figure)))
    }));
    let numbers = |w: usize| Section::new(workloads::numbers_id(data, w), workloads::numbers(data, w));
    all.extend((0..data.workloads.len()).map(numbers));
    all
}

/// The whole page.
pub fn render(views: &Views<'_>, options: &Options) -> String {
    let (data, drawn) = views.first;
    let title = options.title.clone().unwrap_or_else(|| "Spectrum report".to_string());
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(style())) }
            }
            body {
                a.skip href="#results" { "Skip to the results" }
                header {
                    h1 { (title) }
                    p.meta { (format::date(data.header.started_unix)) " · " (data.machine()) }
                }
                main {
                    (sections::verdict(data))
                    (sections::contents(&drawn.figures))
                    (controls(views))
                    (sections::failures(data))
                    (sections::results(data, &drawn.results))
                    (sections::answer(data))
                    @for (chart, outcome) in &drawn.figures {
                        @if let Some(figure) = outcome.figure() { (sections::chart(chart, figure)) }
                    }
                    (sections::cold_starts(data))
                    (sections::perf_counters(data))
                    (sections::not_drawn(&drawn.figures))
                    (workloads::section(data))
                    (sections::engines(data))
                    (sections::reproduce(data, options))
                    (sections::machine(data))
                }
                footer {
                    p { "Drawn by spectrum " (data.header.tool_version) " from one record; every number and sentence \
                         is computed from it. Text is set in a subset of Inter (SIL Open Font License 1.1)." }
                }
                @if !views.others.is_empty() {
                    script type="text/plain" id="other-baselines" { (PreEscaped(packed(&views.others))) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// What the script offers; without it nothing of this is shown.
fn controls(views: &Views<'_>) -> Markup {
    let (data, _) = views.first;
    html! {
        section id="controls" hidden aria-label="How to show this report" {
            @if !views.others.is_empty() {
                label { "Baseline "
                    select id="baseline" {
                        option selected { (data.baseline_name()) }
                        @for name in views.others.keys() { option { (name) } }
                    }
                }
            }
            label { "Workloads " input id="filter" type="search" placeholder="part of a name" size="16"; }
            span id="filter-count" role="status" {}
            label { "Colours "
                select id="theme" {
                    option value="" selected { "as the system" }
                    option value="light" { "light" }
                    option value="dark" { "dark" }
                }
            }
            fieldset {
                legend { "Engines (hiding one changes no number) " }
                @for engine in data.present() {
                    label { input type="checkbox" checked data-engine=(engine) value=(data.name(engine)); " " (data.name(engine)) }
                }
            }
        }
    }
}

/// JSON, compressed, as text that needs no escaping.
fn packed(others: &BTreeMap<String, BTreeMap<String, String>>) -> String {
    let json = serde_json::to_vec(others).expect("strings are always JSON");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let written = encoder.write_all(&json).and_then(|()| encoder.finish());
    STANDARD.encode(written.expect("a vector takes every byte"))
}

/// Colours as custom properties, the font, then the rules.
fn style() -> String {
    let palette = |dark: bool| {
        Role::all().fold(String::new(), |mut css, role| {
            let _ = write!(css, "{}:#{:06X};", role.variable(), role.rgb(dark));
            css
        })
    };
    let mut css = String::new();
    for (weight, font) in [(400, text::REGULAR_WOFF2), (700, text::BOLD_WOFF2)] {
        let _ = write!(
            css,
            "@font-face{{font-family:'{}';font-weight:{weight};src:url(data:font/woff2;base64,{}) format('woff2')}}",
            text::FAMILY,
            STANDARD.encode(font)
        );
    }
    let (light, dark) = (palette(false), palette(true));
    let _ = write!(
        css,
        ":root{{color-scheme:light dark;{light}}}:root[data-theme=light]{{color-scheme:light}}\
         @media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
    );
    css.push_str(include_str!("page.css"));
    css
}
