//! What happens when the desk panics: the terminal is given back first, then a report is written and its place told.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::thread::{self, ThreadId};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{fs, io, panic};

use super::guard::Guard;
use crate::content::sanitize;

/// Sets the hook while it lives; what was there before comes back when it is dropped.
pub struct Hook(());

impl Hook {
    /// Panics of the calling thread give back what `guard` holds. Panics of other threads, which the desk survives, only
    /// leave a report in `folder`: writing to the screen would spoil it.
    pub fn set(guard: Guard, folder: PathBuf) -> Self {
        let desk = thread::current().id();
        panic::set_hook(Box::new(move |info| on_panic(&guard, &folder, desk, info)));
        Self(())
    }
}

impl Drop for Hook {
    fn drop(&mut self) {
        // While a panic unwinds, the hook may not be changed.
        if !thread::panicking() {
            drop(panic::take_hook());
        }
    }
}

fn on_panic(guard: &Guard, folder: &Path, desk: ThreadId, info: &PanicHookInfo<'_>) {
    let ours = thread::current().id() == desk;
    if ours {
        guard.leave();
    }
    let written = report(folder, info);
    if ours {
        let mut words = format!("deskhand has crashed: {}\n", what(info));
        let _ = match written {
            Ok(path) => writeln!(words, "A report is in {}. Drafts are kept.", path.display()),
            Err(error) => writeln!(
                words,
                "No report could be written to {}: {error}",
                folder.display()
            ),
        };
        let _ = io::stderr().write_all(words.as_bytes());
    }
}

/// Message and place in one line. The message may carry text of the wire.
fn what(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let payload = text.unwrap_or("no message");
    let place = info
        .location()
        .map(|place| format!(" at {place}"))
        .unwrap_or_default();
    format!("{}{place}", sanitize::line(payload))
}

fn report(folder: &Path, info: &PanicHookInfo<'_>) -> io::Result<PathBuf> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |now| now.as_secs());
    fs::create_dir_all(folder)?;
    let path = folder.join(format!("crash-{now}-{}.txt", std::process::id()));
    let text = format!(
        "deskhand {}\nthread {}\n{}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        thread::current().name().unwrap_or("unnamed"),
        what(info),
        Backtrace::force_capture(),
    );
    fs::write(&path, text)?;
    Ok(path)
}
