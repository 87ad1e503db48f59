//! Signals that concern the desk.

use std::io;

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// Leave at once, saving what there is.
    Terminate,
    /// Stop until told to go on.
    Stop,
    /// Going on after a stop.
    Continue,
}

#[cfg(unix)]
pub(super) use unix::Signals;
#[cfg(windows)]
pub(super) use windows::Signals;

#[cfg(unix)]
mod unix {
    use tokio::signal::unix::{Signal as Source, SignalKind, signal};

    use super::{Signal, io};

    /// The stream of them.
    pub(in super::super) struct Signals {
        terminate: Source,
        hangup: Source,
        interrupt: Source,
        stop: Source,
        go_on: Source,
    }

    impl Signals {
        /// Takes them over from the system's defaults.
        pub(in super::super) fn new() -> io::Result<Self> {
            // POSIX numbers; tokio names only the commoner ones.
            let (stop, go_on) = (rustix::process::Signal::TSTP, rustix::process::Signal::CONT);
            Ok(Self {
                terminate: signal(SignalKind::terminate())?,
                hangup: signal(SignalKind::hangup())?,
                interrupt: signal(SignalKind::interrupt())?,
                stop: signal(SignalKind::from_raw(stop.as_raw()))?,
                go_on: signal(SignalKind::from_raw(go_on.as_raw()))?,
            })
        }

        /// The next one.
        pub(in super::super) async fn next(&mut self) -> Signal {
            tokio::select! {
                _ = self.terminate.recv() => Signal::Terminate,
                _ = self.hangup.recv() => Signal::Terminate,
                _ = self.interrupt.recv() => Signal::Terminate,
                _ = self.stop.recv() => Signal::Stop,
                _ = self.go_on.recv() => Signal::Continue,
            }
        }
    }
}

#[cfg(windows)]
mod windows {
    use tokio::signal::windows::{CtrlClose, ctrl_close};

    use super::{Signal, io};

    /// The stream of them.
    pub(in super::super) struct Signals {
        close: CtrlClose,
    }

    impl Signals {
        /// Takes them over from the system's defaults.
        pub(in super::super) fn new() -> io::Result<Self> {
            Ok(Self {
                close: ctrl_close()?,
            })
        }

        /// The next one.
        pub(in super::super) async fn next(&mut self) -> Signal {
            self.close.recv().await;
            Signal::Terminate
        }
    }
}
