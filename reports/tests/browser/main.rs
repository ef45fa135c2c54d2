//! A report opened from `file://` in a real browser (headless Chromium): no complaint on its console, no request, and
//! everything the script offers works. Without Chromium the test says so and ends; with `SPECTRUM_BROWSER=required`, as
//! in `.ci/run`, that is a failure. `SPECTRUM_BLESS=1` renews the screenshots in `gallery/`.

mod chromium;
#[path = "../synthetic/mod.rs"]
mod synthetic;

use base64::Engine as _;
use chromium::Chromium;
use harness_core::store::Record;
use reports::{Options, render};
use serde_json::{Value, json};
use std::path::Path;
use synthetic::{SMALL, Shape};

/// What the page is asked in several states: true or a complaint.
const NO_OVERFLOW: &str = r#"(() => {
  if (document.documentElement.scrollWidth <= innerWidth) return true;
  const scrolls = (node) => node && (getComputedStyle(node).overflowX !== 'visible' || scrolls(node.parentElement));
  const wide = [...document.body.querySelectorAll('*')].find((node) => node.getBoundingClientRect().right > innerWidth && !scrolls(node));
  return `${document.documentElement.scrollWidth} px wide on ${innerWidth} px: ${wide && wide.outerHTML.slice(0, 200)}`;
})()"#;

/// Every text that is shown, against the colour behind it, by WCAG 2.
const CONTRAST: &str = r#"(() => {
  const numbers = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const linear = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const [r, g, b, a = 1] = numbers(getComputedStyle(node).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return numbers(getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'rgb(0,0,0)' : 'rgb(255,255,255)');
  };
  let seen = 0;
  const bad = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !node.checkVisibility() || node.closest('script,style,title,desc')) continue;
    const drawn = node.namespaceURI.endsWith('svg');
    const style = getComputedStyle(node);
    if (drawn) continue; // marks under drawn text are the palette test's business
    const [a, b] = [light(numbers(style.color)), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    seen += 1;
    if (ratio < 4.5) bad.add(`${ratio.toFixed(2)}: ${node.tagName}.${node.className} "${node.textContent.slice(0, 40)}"`);
  }
  return bad.size ? [...bad].slice(0, 5).join('; ') : seen > 200 || `only ${seen} texts`;
})()"#;

/// Opens a report of this shape and hands it to `look`; then nothing may be on the console and nothing requested.
fn open(name: &str, shape: Shape, look: impl FnOnce(&mut Chromium)) {
    let Some(mut browser) = Chromium::start() else { return };
    let record = Record::from_lines(synthetic::record(shape));
    let rendered = render(record, &Options::default()).expect("a report");
    let path = browser.folder().join(format!("{name}.html"));
    std::fs::write(&path, rendered.html).expect("written");
    browser.size(1400, 900);
    browser.open(&path);
    look(&mut browser);
    let complaints = browser.complaints();
    assert!(complaints.is_empty(), "{name}: {complaints:#?}");
}

/// Asserts that an expression of the page's script is true, or shows what it is instead.
fn check(browser: &mut Chromium, expression: &str) {
    let value = browser.evaluate(expression);
    assert_eq!(value, Value::Bool(true), "{expression}");
}

#[test]
fn sorting_filtering_toggling_baselines_and_links_work() {
    open("small", SMALL, |browser| {
        check(browser, "!document.querySelector('#controls').hidden");
        // Sorting, by mouse and by keyboard.
        let column =
            "[...document.querySelectorAll('#results tbody tr')].map(row => parseFloat(row.cells[3].textContent)).filter(n => n === n)";
        check(browser, "document.querySelectorAll('#results thead button')[3].click() ?? true");
        check(browser, &format!("{column}.every((n, i, all) => i === 0 || all[i - 1] <= n)"));
        check(browser, "document.querySelectorAll('#results thead th')[3].ariaSort === 'ascending'");
        check(browser, "document.querySelectorAll('#results thead button')[3].focus() ?? true");
        browser.key("Enter");
        check(browser, &format!("{column}.every((n, i, all) => i === 0 || all[i - 1] >= n)"));
        check(browser, "document.activeElement.tagName === 'BUTTON' && getComputedStyle(document.activeElement).outlineStyle !== 'none'");
        // Filtering.
        let typed = |text: &str| {
            format!(
                "(box => {{ box.value = '{text}'; box.dispatchEvent(new Event('input')); return true }})(document.querySelector('#filter'))"
            )
        };
        let rows = "[...document.querySelectorAll('#results tbody tr')].filter(row => row.checkVisibility()).length";
        check(browser, &typed("num"));
        check(browser, &format!("{rows} === 2"));
        check(browser, "document.querySelector('#filter-count').textContent === '2 of 6 workloads'");
        check(browser, &typed(""));
        check(browser, &format!("{rows} === 6"));
        // Engines off and on, in tables and drawings.
        let shown = "[...document.querySelectorAll('#speedup g[data-e=\"2\"]')].filter(g => getComputedStyle(g).display !== 'none').length";
        let heads =
            "[...document.querySelectorAll('#results th')].filter(th => th.checkVisibility() && th.textContent === 'cranelift-jit').length";
        check(browser, &format!("{shown} > 5 && {heads} === 1"));
        check(browser, "document.querySelector('#controls [value=cranelift-jit]').click() ?? true");
        check(browser, &format!("{shown} === 0 && {heads} === 0"));
        check(browser, "document.querySelector('#controls [value=cranelift-jit]').click() ?? true");
        check(browser, &format!("{shown} > 5 && {heads} === 1"));
        // Another baseline and back.
        let choose = |name: &str| {
            format!(
                "new Promise(done => {{ const box = document.querySelector('#baseline'); box.value = '{name}'; \
                 box.dispatchEvent(new Event('change')); \
                 const wait = () => document.documentElement.dataset.baseline === '{name}' ? done(true) : setTimeout(wait, 10); wait() }})"
            )
        };
        check(
            browser,
            "(window.before = document.querySelector('main').innerHTML.length, window.words = document.querySelector('#verdict').textContent, true)",
        );
        check(browser, &choose("tree-walker"));
        check(browser, "document.querySelector('#results thead').textContent.includes('tree-walker, time')");
        check(browser, "document.querySelector('#verdict').textContent.includes('the speed of tree-walker')");
        check(browser, "document.querySelector('#speedup svg').textContent.includes('speed-up over tree-walker')");
        check(
            browser,
            "document.querySelectorAll('#results thead button').length === document.querySelectorAll('#results thead th').length",
        );
        check(browser, &choose("cpython"));
        check(browser, "document.querySelector('#verdict').textContent === window.words");
        // Links into closed parts open them.
        check(browser, "document.querySelector('#results tbody a').click() ?? true");
        check(browser, "new Promise(done => setTimeout(() => done(document.querySelector('details:target').open), 100))");
    });
}

#[test]
fn nothing_overflows_and_all_text_is_readable() {
    let plain = Shape { some_fail: false, ..SMALL };
    let long = Shape { engines: 12, workloads: 60, iterations: 20, blocks: 6, long_names: true, ..SMALL };
    for (name, shape) in [
        ("small", SMALL),
        ("one", Shape { engines: 1, workloads: 1, ..plain }),
        ("failed", Shape { all_fail: true, ..plain }),
        ("long", long),
    ] {
        open(name, shape, |browser| {
            for dark in [false, true] {
                browser.dark(dark);
                for width in [1400, 380] {
                    browser.size(width, 900);
                    check(browser, NO_OVERFLOW);
                }
                if name != "failed" && name != "one" {
                    check(browser, CONTRAST);
                }
                // Closed parts too.
                check(browser, "document.querySelectorAll('details').forEach(part => { part.open = true }) ?? true");
                check(browser, NO_OVERFLOW);
            }
        });
    }
}

#[test]
fn colours_follow_the_system_and_the_reader_and_print_is_light() {
    open("colours", SMALL, |browser| {
        let background = "getComputedStyle(document.body).backgroundColor";
        let choose = |value: &str| {
            format!(
                "(box => {{ box.value = '{value}'; box.dispatchEvent(new Event('change')); return true }})(document.querySelector('#theme'))"
            )
        };
        let (light, dark) = (format!("{background} === 'rgb(255, 255, 255)'"), format!("{background} === 'rgb(13, 17, 23)'"));
        browser.dark(false);
        check(browser, &light);
        browser.dark(true);
        check(browser, &dark);
        check(browser, &choose("light"));
        check(browser, &light);
        browser.dark(false);
        check(browser, &choose("dark"));
        check(browser, &dark);
        browser.print();
        check(browser, &light);
        check(browser, "!document.querySelector('#controls').checkVisibility()");
    });
}

#[test]
fn a_screen_reader_finds_names_for_everything() {
    open("named", SMALL, |browser| {
        check(
            browser,
            "[...document.querySelectorAll('svg')].every(svg => svg.getAttribute('aria-labelledby').split(' ').every(id => document.getElementById(id).textContent))",
        );
        check(browser, "[...document.querySelectorAll('[role=region]')].every(part => part.getAttribute('aria-label'))");
        check(browser, "[...document.querySelectorAll('input, select')].every(part => part.labels.length === 1)");
        check(
            browser,
            "[...document.querySelectorAll('table')].filter(t => t.tHead).every(t => t.caption && [...t.tHead.rows[0].cells].every(c => c.scope === 'col'))",
        );
        check(
            browser,
            "[...document.querySelectorAll('h1, h2, h3, h4')].every((h, i, all) => i === 0 || +h.tagName[1] <= +all[i - 1].tagName[1] + 1)",
        );
        check(browser, "document.documentElement.lang === 'en' && document.title !== ''");
    });
}

#[test]
fn screenshots_can_be_renewed() {
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("gallery");
    let record = gallery.join("record.jsonl");
    if std::env::var_os("SPECTRUM_BLESS").is_none() || !record.is_file() {
        return;
    }
    let Some(mut browser) = Chromium::start() else { return };
    let record = Record::read(&record).expect("the committed record");
    let page = render(record, &Options::default()).expect("a report").html;
    let path = browser.folder().join("gallery.html");
    std::fs::write(&path, page).expect("written");
    browser.size(1120, 820);
    for (name, dark) in [("report-light.png", false), ("report-dark.png", true)] {
        browser.dark(dark);
        browser.open(&path);
        let picture = browser.call("Page.captureScreenshot", json!({ "format": "png" }));
        let bytes = base64::engine::general_purpose::STANDARD.decode(picture["data"].as_str().expect("a picture")).expect("base64");
        std::fs::write(gallery.join(name), bytes).expect("written");
    }
}
