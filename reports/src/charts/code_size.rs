//! How large a program is as text, as bytecode and as machine code.

use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{self, Dataset, Series};
use crate::format;
use crate::rowplot::{Dot, Row, RowPlot};
use crate::table::{Field, Table};
use crate::theme::{Dash, Shape, Style};
use anyhow::Result;

pub const CHART: Chart = Chart {
    id: "code-size",
    title: "Size of the code",
    question: "How compressed is bytecode, and how much larger is machine code?",
    reading: "Each dot is the size of one program in one form: left is smaller, and every step of the axis doubles; machine code \
              is only what was hot enough to be compiled, bytecode and source are the whole program.",
    relative: false,
    draw,
};

/// Name the tables give to the text of a program.
const SOURCE: &str = "source text";
const SOURCE_STYLE: Style = Style { series: 6, shape: Shape::TriangleUp, hollow: true, dash: Dash::Dashed };

/// Bytes of a workload in one form, where they are known.
type Size = Box<dyn Fn(&Dataset, usize) -> Option<f64>>;

/// A form of the code and where its size is from.
struct Form {
    series: Series,
    size: Size,
}

/// What `counter` says of a cell; `bytecode` also from the listing, for the engines of ours that run that bytecode.
fn counted(data: &Dataset, workload: usize, engine: usize, counter: &str) -> Option<f64> {
    data.cell(workload, engine).counters.get(counter).filter(|bytes| **bytes > 0).map(|bytes| *bytes as f64)
}

fn listed(data: &Dataset, workload: usize, name: &str) -> Option<f64> {
    data.listings.get(&data.workloads[workload].id)?.sizes.get(name).map(|bytes| *bytes as f64)
}

fn forms(data: &Dataset) -> Vec<Form> {
    let nobody = data.engines.len();
    let text = Series { name: SOURCE.to_string(), style: SOURCE_STYLE, engine: nobody };
    let mut forms = vec![Form { series: text, size: Box::new(|data, w| listed(data, w, "source")) }];
    for series in data.series(&data.present()) {
        let (engine, own) = (series.engine, data.engines[series.engine].facts.origin == "own");
        if own && data.engines[engine].facts.strategy == "bytecode" {
            let series = Series { name: format!("{}: bytecode", series.name), ..series.clone() };
            forms.push(Form { series, size: Box::new(|data, w| listed(data, w, "bytecode")) });
        }
        for (counter, what) in [("bytecode_bytes", "bytecode"), ("code_bytes", "machine code")] {
            let series = Series { name: format!("{}: {what}", series.name), ..series.clone() };
            forms.push(Form { series, size: Box::new(move |data, w| counted(data, w, engine, counter)) });
        }
    }
    forms.retain(|form| (0..data.workloads.len()).any(|w| (form.size)(data, w).is_some()));
    forms
}

fn draw(data: &Dataset) -> Result<Outcome> {
    let forms = forms(data);
    if forms.is_empty() {
        return Ok(Outcome::Nothing("This record holds no sizes of code.".to_string()));
    }
    let row = |w: usize| {
        let dots = forms
            .iter()
            .enumerate()
            .filter_map(|(lane, form)| Some(Dot { lane, value: (form.size)(data, w)?, whisker: None, outer: None, range_only: false }));
        let dots: Vec<Dot> = dots.collect();
        let note = if dots.is_empty() { "not recorded".to_string() } else { String::new() };
        Row { label: data.workloads[w].id.clone(), bold: false, dots, note, bad: false }
    };
    let plot = RowPlot {
        engines: forms.iter().map(|form| form.series.clone()).collect(),
        rows: (0..data.workloads.len()).map(row).collect(),
        axis: "bytes (left is smaller)".to_string(),
        reference: None,
        tick: format::bytes_tick,
        legend: true,
    };
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing: plot.draw()?,
        finding: finding(data, &forms),
        caption: "Source: the file as it is, comments included. Bytecode: the instructions of all its functions, without \
                  constants, names and line tables. Machine code: what was compiled in one process, all versions counted."
            .to_string(),
        table: numbers(data, &forms),
    })))
}

/// Median over workloads of machine code or bytecode of an engine, in bytes for each byte of source.
pub fn per_source_byte(data: &Dataset, engine: usize, counter: &str) -> Option<f64> {
    let ratios: Vec<f64> =
        (0..data.workloads.len()).filter_map(|w| Some(counted(data, w, engine, counter)? / listed(data, w, "source")?)).collect();
    dataset::median(&ratios)
}

/// Median over workloads of an engine's machine code in bytes.
pub fn typical_machine_code(data: &Dataset, engine: usize) -> Option<f64> {
    let sizes: Vec<f64> = (0..data.workloads.len()).filter_map(|w| counted(data, w, engine, "code_bytes")).collect();
    dataset::median(&sizes)
}

fn finding(data: &Dataset, forms: &[Form]) -> String {
    let parts: Vec<String> = forms
        .iter()
        .filter(|form| form.series.name != SOURCE)
        .filter_map(|form| {
            let ratios: Vec<f64> =
                (0..data.workloads.len()).filter_map(|w| Some((form.size)(data, w)? / listed(data, w, "source")?)).collect();
            Some(format!("{} {}", form.series.name, format::ratio(dataset::median(&ratios)?)))
        })
        .collect();
    match parts.is_empty() {
        true => format!("Sizes of {}.", format::list(&forms.iter().map(|form| form.series.name.as_str()).collect::<Vec<_>>())),
        false => format!("Size over that of the source, median over workloads: {}.", parts.join(", ")),
    }
}

fn numbers(data: &Dataset, forms: &[Form]) -> Table {
    let mut table = Table::new("Size of the code", &["workload"]);
    table.columns.extend(forms.iter().map(|form| form.series.name.clone()));
    for (w, workload) in data.workloads.iter().enumerate() {
        let mut row = vec![Field::plain(workload.id.clone())];
        row.extend(forms.iter().map(|form| Field::plain((form.size)(data, w).map_or("–".to_string(), format::bytes))));
        table.push(row);
    }
    table
}
