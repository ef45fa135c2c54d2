//! Reports from fixed records, through the crate's outermost functions.

mod synthetic;

use harness_core::record::Line;
use harness_core::store::Record;
use reports::{Options, Rendered, render};
use synthetic::{SMALL, Shape, record};

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/small.jsonl");

/// The record every snapshot is drawn from, as committed.
fn committed() -> Vec<Line> {
    let text = std::fs::read_to_string(COMMITTED).expect("the committed record is there");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of the record format")).collect()
}

fn drawn(lines: &[Line]) -> Rendered {
    render(Record::from_lines(lines.iter().cloned()), &Options::default()).expect("a report")
}

/// The same with two earlier records: one in which everything was slower, one of another machine.
fn with_history(lines: &[Line]) -> Rendered {
    let earlier = |age: u64, slower: u64, machine: &str| {
        let mut record = Record::from_lines(lines.iter().cloned());
        record.header.started_unix -= age * 86_400;
        record.host.machine_key = machine.into();
        for run in record.invocations.iter_mut().filter(|run| run.engine == "cranelift-jit") {
            run.iterations.iter_mut().for_each(|iteration| iteration.wall_ns *= slower);
        }
        record
    };
    let history = vec![earlier(3, 2, "another"), earlier(2, 2, "synthetic-4"), earlier(1, 1, "synthetic-4")];
    let options = Options { history, ..Options::default() };
    render(Record::from_lines(lines.iter().cloned()), &options).expect("a report")
}

/// The page as text: tags, style and drawings removed.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    for (open, close) in [("<style>", "</style>"), ("<script type=", "</script>"), ("<script>", "</script>")] {
        if let Some((from, to)) = rest.find(open).and_then(|from| Some((from, from + rest[from..].find(close)?))) {
            out.push_str(&rest[..from]);
            rest = &rest[to + close.len()..];
        }
    }
    out.push_str(rest);
    while let (Some(from), Some(to)) = (out.find("<svg"), out.find("</svg>")) {
        out.replace_range(from..to + 6, "[drawing]\n");
    }
    let mut text = String::new();
    let mut inside = false;
    for c in out.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push('\n');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[test]
fn the_committed_record_is_the_generated_one() {
    let text: String = record(SMALL).iter().map(|line| serde_json::to_string(line).expect("a record is JSON") + "\n").collect();

    if std::env::var_os("SPECTRUM_BLESS").is_some() {
        std::fs::write(COMMITTED, &text).expect("the data directory is writable");
    }
    let lines = text.lines().map(|line| serde_json::from_str::<Line>(line).expect("a line"));
    assert!(lines.eq(committed()), "run the tests once with SPECTRUM_BLESS=1 after changing the generator");
}

#[test]
fn every_chart_looks_as_it_did() {
    let rendered = with_history(&committed());
    let ids: Vec<&str> = rendered.charts.iter().map(|chart| chart.id).collect();
    let all: Vec<&str> = reports::chart::CHARTS.iter().map(|chart| chart.id).collect();
    assert_eq!(ids, all, "the committed record has something for every chart");
    for chart in &rendered.charts {
        insta::assert_snapshot!(format!("{}.svg", chart.id), chart.light);
        insta::assert_snapshot!(format!("{}.table", chart.id), chart.table.terminal(false));
    }
}

#[test]
fn the_words_of_the_page_are_as_they_were() {
    let rendered = drawn(&committed());
    insta::assert_snapshot!("page", words(&rendered.html));
    insta::assert_snapshot!("results.md", rendered.results.markdown());
    insta::assert_snapshot!("verdict", rendered.verdict);
}

#[test]
fn the_readme_shows_the_committed_run() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let record = Record::read(&folder.join("gallery/record.jsonl")).expect("the committed run");
    let readme = std::fs::read_to_string(folder.join("../README.md")).expect("the README");
    let rendered = render(record, &Options::default()).expect("a report");
    let part =
        readme.split_once("<!-- results:begin -->\n").and_then(|(_, rest)| rest.split_once("<!-- results:end -->")).expect("markers").0;
    assert_eq!(part, rendered.readme("reports/gallery"), "spectrum report reports/gallery/record.jsonl --splice README.md");
    assert!(rendered.markdown().len() < 65_536);
}

#[test]
fn rendering_is_deterministic() {
    let lines = record(SMALL);
    assert_eq!(drawn(&lines), drawn(&lines));
}

#[test]
fn the_page_refers_to_nothing_outside() {
    let html = drawn(&committed()).html;
    for forbidden in ["<script src", "<link", "<img", "src=\"http", "href=\"http", "url(http", "@import", "javascript:"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    for part in html.split("url(").skip(1) {
        assert!(part.starts_with("data:font/woff2;base64,"), "{}", &part[..40]);
    }
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are unique in the page");
    assert!(!html.contains("#FEA"), "no sentinel colour is left");
    for target in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&target), "#{target} leads somewhere");
    }
}

#[test]
fn one_drawing_serves_both_palettes() {
    for chart in drawn(&committed()).charts {
        let colourless = |svg: &str| {
            let mut parts = svg.split("=\"#");
            let head = parts.next().unwrap_or_default().to_string();
            parts.fold(head, |text, part| text + part.get(7..).unwrap_or_default())
        };
        assert_ne!(chart.light, chart.dark);
        assert_eq!(colourless(&chart.light), colourless(&chart.dark), "{}", chart.id);
    }
}

#[test]
fn extreme_records_give_a_report() {
    let plain = Shape { some_fail: false, ..SMALL };
    let check = |name: &str, shape: Shape, charts: usize, says: &[&str]| {
        let rendered = drawn(&record(shape));
        assert_eq!(rendered.charts.len(), charts, "{name}");
        let text = words(&rendered.html);
        for words in says {
            assert!(text.contains(words), "{name}: the page does not say {words:?}");
        }
        let limit = if name == "large" { 4 << 20 } else { 2 << 20 };
        assert!(rendered.html.len() < limit, "{name}: {} bytes", rendered.html.len());
    };
    check("some failures", SMALL, 11, &["timeout", "wrong output", "opted out", "apt-get install pypy3"]);
    check("one engine", Shape { engines: 1, ..plain }, 6, &["nothing to compare", "Charts this record has nothing for"]);
    check("failures only", Shape { all_fail: true, ..plain }, 2, &["Nothing was measured.", "stopped after 60 s"]);
    check("screening", Shape { blocks: 3, ..plain }, 11, &["screening run"]);
    check("one iteration", Shape { iterations: 1, ..plain }, 9, &["Charts this record has nothing for"]);
    let suite = Shape { engines: 12, workloads: 31, blocks: 7, iterations: 30, ..plain };
    check("suite", suite, 11, &["31 workloads"]);
    let large = Shape { engines: 12, workloads: 60, iterations: 40, blocks: 6, long_names: true, ..plain };
    check("large", large, 11, &["60 workloads"]);
}

#[test]
fn bad_input_is_an_error_that_says_so() {
    let check = |lines: &[Line], baseline: Option<&str>, says: &str| {
        let options = Options { baseline: baseline.map(String::from), ..Options::default() };
        let error = render(Record::from_lines(lines.iter().cloned()), &options).map(|_| ()).expect_err(says);
        assert!(error.to_string().contains(says), "{error}");
    };
    let lines = record(SMALL);
    check(&[], None, "no header");
    check(&lines[..2], None, "no workload");
    check(&lines, Some("perl"), "baseline perl was not measured");
    let interrupted: Vec<Line> = lines.iter().filter(|line| !matches!(line, Line::End(_))).cloned().collect();
    assert!(drawn(&interrupted).verdict.contains("interrupted"));
}

#[test]
fn hostile_names_stay_text() {
    let mut lines = record(Shape { workloads: 1, ..SMALL });
    let name = "x\"><script>alert('1')</script>&amp;=\"#FEA000";
    for line in &mut lines {
        match line {
            Line::Workload(workload) => workload.id = name.into(),
            Line::Invocation(run) => run.workload = name.into(),
            _ => {}
        }
    }
    let rendered = drawn(&lines);
    assert!(!rendered.html.contains("<script>alert"));
    for chart in &rendered.charts {
        reports::canvas::png(&chart.light, reports::theme::Ink::Light).expect("well-formed SVG");
    }
}

#[test]
fn pictures_need_no_environment() {
    // The test below once more, in a process without HOME, PATH or anything else to find a font by.
    let home = std::env::temp_dir().join(format!("spectrum-reports-home-{}", std::process::id()));
    std::fs::create_dir_all(&home).expect("a temporary directory");
    let status = std::process::Command::new(std::env::current_exe().expect("a test has a path"))
        .args(["--exact", "pictures_are_drawn_with_the_bundled_font"])
        .env_clear()
        .env("HOME", &home)
        .stdout(std::process::Stdio::null())
        .status()
        .expect("the test binary starts");
    assert!(status.success());
    let left = std::fs::read_dir(&home).expect("still there").count();
    assert_eq!(left, 0, "nothing is written to HOME");
    std::fs::remove_dir_all(&home).expect("the directory is ours");
}

#[test]
fn pictures_are_drawn_with_the_bundled_font() {
    let dir = std::env::temp_dir().join(format!("spectrum-reports-{}", std::process::id()));
    let rendered = drawn(&committed());
    let written = reports::write(&rendered, &dir.join("report.html"), Some(&dir)).expect("written");
    assert_eq!(written.len(), 1 + 2 * rendered.charts.len());
    // resvg loads the bundled files and nothing else, so text must leave ink where the label column is.
    let png = std::fs::read(dir.join("geomean-light.png")).expect("a picture");
    let picture = resvg::tiny_skia::Pixmap::decode_png(&png).expect("a PNG");
    let dark = (0..picture.height())
        .flat_map(|y| (0..150).map(move |x| (x, y)))
        .filter(|(x, y)| picture.pixel(*x, *y).is_some_and(|pixel| pixel.red() < 100))
        .count();
    assert!(dark > 300, "{dark} dark pixels: text was not drawn");
    std::fs::remove_dir_all(&dir).expect("the directory is ours");
}
