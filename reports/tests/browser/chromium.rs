//! Headless Chromium by the DevTools protocol over a pair of pipes: no port, no driver, no dependency. A shell puts the
//! pipes where Chromium expects them, at descriptors 3 and 4. Messages are JSON, each ended by a zero byte.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const FLAGS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
                     --disable-component-update --disable-sync --disable-extensions --disable-dev-shm-usage \
                     --remote-debugging-pipe";

pub struct Chromium {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    folder: PathBuf,
    session: Option<String>,
    next: u64,
    complaints: Vec<String>,
}

impl Chromium {
    /// A browser with one empty page; none where there is no Chromium, unless one is required.
    pub fn start() -> Option<Chromium> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let named = |name: &str| std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file());
        let Some(program) = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(named) else {
            let required = std::env::var("SPECTRUM_BROWSER").is_ok_and(|value| value == "required");
            assert!(!required, "no chromium in PATH, and SPECTRUM_BROWSER=required");
            eprintln!("skipped: no chromium in PATH");
            return None;
        };
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("spectrum-browser-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let script = format!("exec \"$0\" {FLAGS} --user-data-dir=\"$1\" about:blank 3<&0 4>&1 </dev/null >/dev/null 2>&1");
        let mut child = Command::new("sh")
            .args(["-c", &script])
            .arg(program)
            .arg(folder.join("profile"))
            .env("HOME", &folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let (to, from) = (child.stdin.take().expect("piped"), BufReader::new(child.stdout.take().expect("piped")));
        let mut browser = Chromium { child, to, from, folder, session: None, next: 0, complaints: Vec::new() };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attached = browser.call("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Runtime.enable", "Log.enable", "Network.enable", "Page.enable"] {
            browser.call(domain, json!({}));
        }
        Some(browser)
    }

    /// A folder that goes with the browser.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Calls a method and returns its result; what the page complains of meanwhile is kept.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.next += 1;
        let mut message = json!({ "id": self.next, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let mut text = message.to_string().into_bytes();
        text.push(0);
        self.to.write_all(&text).expect("Chromium listens");
        loop {
            let answer = self.read();
            if answer["id"] == self.next {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut text = Vec::new();
        self.from.read_until(0, &mut text).expect("Chromium answers");
        assert_eq!(text.pop(), Some(0), "Chromium ended");
        let message: Value = serde_json::from_slice(&text).expect("JSON");
        let details = &message["params"];
        match message["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" => self.complaints.push(format!("exception: {}", details["exceptionDetails"])),
            "Runtime.consoleAPICalled" => self.complaints.push(format!("console: {details}")),
            "Log.entryAdded" => self.complaints.push(format!("log: {}", details["entry"])),
            "Network.requestWillBeSent" => {
                let address = details["request"]["url"].as_str().unwrap_or_default();
                // The page itself, and what it carries inside.
                let own = address.starts_with("file://") && address.ends_with(".html");
                if !own && !address.starts_with("data:") && !address.starts_with("about:") && !address.starts_with("blob:") {
                    self.complaints.push(format!("request: {address}"));
                }
            }
            _ => {}
        }
        message
    }

    /// Opens a file and waits until it is loaded.
    pub fn open(&mut self, path: &Path) {
        let address = format!("file://{}", path.display());
        self.call("Page.navigate", json!({ "url": address }));
        while self.read()["method"] != "Page.loadEventFired" {}
    }

    /// The value of an expression in the page; promises are awaited.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true });
        let answer = self.call("Runtime.evaluate", parameters);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Size of the window in CSS pixels.
    pub fn size(&mut self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// The system's colour scheme.
    pub fn dark(&mut self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        self.call("Emulation.setEmulatedMedia", json!({ "media": "", "features": [{ "name": "prefers-color-scheme", "value": value }] }));
    }

    /// The page as it would be printed.
    pub fn print(&mut self) {
        self.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    }

    /// Presses a key.
    pub fn key(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.call(
                "Input.dispatchKeyEvent",
                json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": 13, "text": "\r" }),
            );
        }
    }

    /// Console messages, exceptions and requests so far.
    pub fn complaints(&mut self) -> Vec<String> {
        self.evaluate("true");
        std::mem::take(&mut self.complaints)
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
