//! What the guard and the painter write to: a terminal, or in tests something that remembers.

use std::fs::File;
use std::io::{self, IsTerminal, Write};

/// Something that takes bytes and has a raw mode.
pub trait Device: Send + Sync {
    /// Writes all of it.
    fn write(&self, bytes: &[u8]) -> io::Result<()>;

    /// Switches raw mode: keys come one by one and unechoed.
    fn raw(&self, on: bool) -> io::Result<()>;
}

/// The terminal this process was started in.
#[derive(Debug)]
pub struct Tty {
    // A descriptor of its own: a panic in the middle of a write to `stdout()` must not keep the guard from writing.
    out: File,
}

impl Tty {
    /// The terminal, if standard input and output are one.
    pub fn open() -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(io::Error::other(
                "standard input and output are not a terminal",
            ));
        }
        Ok(Self { out: duplicate()? })
    }
}

#[cfg(unix)]
fn duplicate() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

#[cfg(windows)]
fn duplicate() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(File::from(io::stdout().as_handle().try_clone_to_owned()?))
}

impl Device for Tty {
    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        (&self.out).write_all(bytes)
    }

    fn raw(&self, on: bool) -> io::Result<()> {
        if on {
            crossterm::terminal::enable_raw_mode()
        } else {
            crossterm::terminal::disable_raw_mode()
        }
    }
}

/// Remembers what was done to it.
#[cfg(test)]
#[derive(Debug, Default)]
pub(super) struct Recorder {
    done: std::sync::Mutex<Vec<String>>,
}

#[cfg(test)]
impl Recorder {
    pub(super) fn done(&self) -> Vec<String> {
        self.done
            .lock()
            .map(|done| done.clone())
            .unwrap_or_default()
    }

    fn note(&self, what: String) {
        if let Ok(mut done) = self.done.lock() {
            done.push(what);
        }
    }
}

#[cfg(test)]
impl Device for Recorder {
    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        self.note(String::from_utf8_lossy(bytes).into_owned());
        Ok(())
    }

    fn raw(&self, on: bool) -> io::Result<()> {
        self.note(format!("raw {on}"));
        Ok(())
    }
}
