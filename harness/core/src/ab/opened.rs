//! Which files of a folder do processes open? Linux tells (inotify), without tracing anybody: every folder below is watched,
//! and each opening of a file, or of a folder to list it, is an event. What is only asked about (`stat`) is not seen.

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use rustix::io::Errno;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// A folder whose files are watched.
pub struct Watch {
    events: OwnedFd,
    /// Watched folders, relative to the root.
    folders: BTreeMap<i32, PathBuf>,
    /// Links that lead out of the root, by their own path: what lies behind them is not watched.
    pub ways_out: BTreeMap<PathBuf, PathBuf>,
}

impl Watch {
    /// Watches a folder and everything below it, but for folders of the names in `without`.
    ///
    /// # Errors
    /// More folders than the system watches for a user, a folder that cannot be read.
    pub fn new(root: &Path, without: &[&OsStr]) -> std::io::Result<Watch> {
        let root = root.canonicalize()?;
        let events = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?;
        let mut watch = Watch { events, folders: BTreeMap::new(), ways_out: BTreeMap::new() };
        let mut left = vec![PathBuf::new()];
        while let Some(folder) = left.pop() {
            let id = inotify::add_watch(&watch.events, root.join(&folder), WatchFlags::OPEN | WatchFlags::ONLYDIR)?;
            for entry in std::fs::read_dir(root.join(&folder))? {
                let entry = entry?;
                let (kind, path) = (entry.file_type()?, folder.join(entry.file_name()));
                if kind.is_dir() && !without.contains(&entry.file_name().as_os_str()) {
                    left.push(path);
                } else if kind.is_symlink() && !entry.path().canonicalize().is_ok_and(|to| to.starts_with(&root)) {
                    watch.ways_out.insert(path, std::fs::read_link(entry.path())?);
                }
            }
            watch.folders.insert(id, folder);
        }
        // Listing the folders above was opening them.
        watch.opened()?;
        Ok(watch)
    }

    /// What has been opened since the last call, relative to the root.
    ///
    /// # Errors
    /// More events at once than the system keeps.
    pub fn opened(&mut self) -> std::io::Result<BTreeSet<PathBuf>> {
        let mut buffer = [MaybeUninit::uninit(); 16 * 1024];
        let mut reader = inotify::Reader::new(&self.events, &mut buffer);
        let mut all = BTreeSet::new();
        loop {
            match reader.next() {
                Ok(event) if event.events().contains(ReadFlags::QUEUE_OVERFLOW) => return Err(Errno::OVERFLOW.into()),
                Ok(event) => {
                    let name = event.file_name().map_or(OsStr::new(""), |name| OsStr::from_bytes(name.to_bytes()));
                    if let Some(folder) = self.folders.get(&event.wd()) {
                        // A folder that was opened itself has no name in its own events.
                        all.insert(if name.is_empty() { folder.clone() } else { folder.join(name) });
                    }
                }
                Err(Errno::AGAIN) => return Ok(all),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn what_a_process_opens_is_seen_and_nothing_else() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        for name in ["lib/read", "lib/left", ".git/config", "script"] {
            write(name, ". ./lib/read\n. ./.git/config\n");
        }
        write("lib/read", "");
        write(".git/config", "");
        std::os::unix::fs::symlink("/bin/sh", dir.path().join("shell")).expect("a link");
        std::os::unix::fs::symlink("lib/read", dir.path().join("inside")).expect("a link");
        std::fs::copy("/bin/true", dir.path().join("program")).expect("copied");
        let mut watch = Watch::new(dir.path(), &[OsStr::new(".git")]).expect("watched");
        assert_eq!(watch.ways_out, BTreeMap::from([("shell".into(), "/bin/sh".into())]));
        assert_eq!(watch.opened().expect("events"), BTreeSet::new());
        let run =
            |words: &[&str]| assert!(Command::new(words[0]).args(&words[1..]).current_dir(dir.path()).status().expect("runs").success());
        run(&["./shell", "script"]);
        assert_eq!(watch.opened().expect("events"), ["lib/read", "script"].map(PathBuf::from).into());
        run(&["./program"]);
        run(&["ls", "lib"]);
        assert_eq!(watch.opened().expect("events"), ["lib", "program"].map(PathBuf::from).into());
    }
}
