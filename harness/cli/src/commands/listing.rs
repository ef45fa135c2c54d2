//! What a record says of the code itself: one function of each workload at every stage, as `spectrum show` prints it.

use harness_core::error::Result;
use harness_core::record::{Line, Listing, Stage};
use harness_core::session::Selected;
use harness_core::store::RecordWriter;
use std::collections::BTreeMap;
use std::path::Path;

/// Lines of a stage that a record keeps; `spectrum show` prints the rest.
const MOST_LINES: usize = 90;

/// Appends a listing for every workload whose program our front end accepts and our virtual machine runs.
pub fn append(workloads: &[Selected<'_>], writer: &mut RecordWriter) -> Result<()> {
    for selected in workloads {
        let workload = selected.workload;
        let size = workload.sizes.get("smoke").unwrap_or(selected.size).argument;
        if let Some(listing) = registry::on_guest_stack(|| listing(&workload.id, &workload.main, size)) {
            writer.append(&Line::Listing(listing))?;
        }
    }
    Ok(())
}

/// None where the program does not load or fails: `verify` says so, this is an illustration.
fn listing(id: &str, main: &Path, size: i64) -> Option<Listing> {
    let portrait = registry::portrait(main, "run", size).ok()?;
    let text = std::fs::read_to_string(main).ok()?;
    let body: Vec<&str> =
        text.lines().skip(portrait.first_line as usize - 1).take((portrait.last_line + 1 - portrait.first_line) as usize).collect();
    let mut stages = vec![Stage { first_line: portrait.first_line, ..stage("source", &body.join("\n")) }];
    for (name, which) in [
        ("tree", registry::Stage::Tree),
        ("bytecode", registry::Stage::Bytecode),
        ("clif", registry::Stage::Clif),
        ("asm", registry::Stage::Asm),
    ] {
        if let Ok(text) = registry::dump(main, which, Some(&portrait.function)) {
            stages.push(stage(name, &text));
        }
    }
    Some(Listing {
        workload: id.to_owned(),
        function: portrait.function,
        chosen: format!(
            "It executes {:.0} % of the program's bytecode instructions, most of all its functions; lines with a tenth of \
             them or more are marked (counted by calls and loop iterations with size {size}). CLIF and machine code are those \
             made before anything is known of types.",
            portrait.share * 100.0
        ),
        hot_lines: portrait.hot_lines,
        sizes: BTreeMap::from([("source".to_owned(), portrait.source_bytes), ("bytecode".to_owned(), portrait.bytecode_bytes)]),
        stages,
    })
}

/// The beginning of a text, and how long it is.
fn stage(name: &str, text: &str) -> Stage {
    let kept: Vec<&str> = text.lines().take(MOST_LINES).collect();
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    Stage { name: name.to_owned(), first_line: 0, text: kept.join("\n"), lines }
}
