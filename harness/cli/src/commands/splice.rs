//! The results inside a README, between two markers, from a committed record.

use crate::commands::report::Drawing;
use crate::exit::Exit;
use anyhow::{Context as _, Result, bail};
use harness_core::store::Record;
use std::path::Path;

const BEGIN: &str = "<!-- results:begin -->\n";
const END: &str = "<!-- results:end -->";

/// Renews the part between the markers and the pictures beside the record, or with `check` only compares the text.
pub fn run(record: Record, drawing: &Drawing<'_>, file: &Path, check: bool) -> Result<Exit> {
    let old = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let rendered = reports::render(record, &drawing.options())?;
    let pictures = drawing.path.parent().map(Path::to_owned).unwrap_or_default();
    let shown = pictures.strip_prefix(file.parent().unwrap_or(Path::new(""))).unwrap_or(&pictures).to_path_buf();
    let new = spliced(&old, &rendered.readme(&shown.to_string_lossy())).with_context(|| file.display().to_string())?;
    if !check {
        std::fs::write(file, new).with_context(|| format!("cannot write {}", file.display()))?;
        for written in reports::write_pictures(&rendered, &pictures, |id| reports::README_CHARTS.contains(&id))? {
            eprintln!("{}", written.display());
        }
        return Ok(Exit::Ok);
    }
    if old == new {
        return Ok(Exit::Ok);
    }
    eprintln!("error: the results in {} are not what {} gives; renew them:", file.display(), drawing.path.display());
    eprintln!("  spectrum report {} --splice {}", drawing.path.display(), file.display());
    Ok(Exit::Failure)
}

/// `text` with `part` between the markers.
fn spliced(text: &str, part: &str) -> Result<String> {
    let Some((before, rest)) = text.split_once(BEGIN) else { bail!("no line `{}`", BEGIN.trim_end()) };
    let Some((_, after)) = rest.split_once(END) else { bail!("no `{END}` after the begin marker") };
    Ok(format!("{before}{BEGIN}{part}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_part_between_the_markers_changes() {
        let text = format!("head\n{BEGIN}old\n{END}\ntail\n");
        assert_eq!(spliced(&text, "new\n").expect("markers"), text.replace("old", "new"));
        assert!(spliced("no markers", "x").is_err());
        assert!(spliced(BEGIN, "x").is_err());
    }
}
