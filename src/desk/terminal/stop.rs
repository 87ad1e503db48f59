//! Stopping to the shell, as ctrl-z does everywhere.

/// There is no shell that could make the desk go on again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no shell to return to")]
pub struct NoShell;

/// Whether somebody is there to make the process go on: a shell puts its jobs into process groups of their own, while the
/// first program of a terminal is in the group of the session itself and would stop for ever.
#[cfg(unix)]
pub(super) fn possible() -> Result<(), NoShell> {
    use rustix::process::{getpgrp, getsid};
    match getsid(None) {
        Ok(session) if session != getpgrp() => Ok(()),
        _ => Err(NoShell),
    }
}

/// Stops the whole process group, so that a program that started the desk (`cargo run`) stops with it. The signal is the
/// one that cannot be caught: the desk itself listens for the other.
#[cfg(unix)]
pub(super) fn stop() {
    use rustix::process::{Signal, kill_current_process_group};
    let _ = kill_current_process_group(Signal::STOP);
}

#[cfg(windows)]
pub(super) fn possible() -> Result<(), NoShell> {
    Err(NoShell)
}

#[cfg(windows)]
pub(super) fn stop() {}
