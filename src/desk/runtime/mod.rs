//! The desk at work: the only place of the client that awaits.
//!
//! One loop takes what happens (signals, keys, the socket, time), hands it to the core, and does what the core wants done.
//! Everything that waits is taken before anything is drawn; then at most one frame in 16 ms is drawn, and none if nothing
//! has changed. Nothing ticks: with nothing to do, nothing wakes.

mod address;
mod desk;
mod drafts;
mod effects;
mod link;
mod open;
mod pace;
mod signals;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::task::Poll;

use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio::time::sleep_until;

pub use address::{Address, BadAddress};

use self::desk::Desk;
use self::drafts::Drafts;
use self::link::Link;
use self::signals::Signals;
use crate::desk::config::{Files, Paths};
use crate::desk::terminal::{Answers, Input, Modes, Terminal, Tty, ask};
use crate::desk::theme::{Depth, Kind, Theme};
use crate::error::{Error, Kind as Failure};

/// The most that is taken before a frame is drawn, so that a flood cannot keep the screen from being drawn.
const BATCH: usize = 1_024;

/// What a desk is started with.
#[derive(Debug)]
pub struct Options {
    /// Where the backend is.
    pub address: Address,
    /// The person's token.
    pub token: String,
    /// Whether it only watches, on the board, and takes no work.
    pub watch_only: bool,
    /// Settings, keys, themes.
    pub files: Files,
    /// Where drafts and crash reports go.
    pub paths: Paths,
}

/// Runs a desk until the person leaves, or a signal says so.
pub async fn run(options: Options) -> Result<(), Error> {
    let tty = Arc::new(terminal()?);
    let mut signals = Signals::new().map_err(|error| broken("cannot listen for signals", error))?;
    let look = &options.files.config.look;
    let asks = look.theme == "auto" || options.files.config.keys.kitty;
    let answers = if asks {
        ask(options.files.config.keys.kitty)
    } else {
        Answers::default()
    };
    let (theme, mut problems) = theme(&options.files, answers.ground);
    problems.extend(options.files.problems.iter().cloned());

    let (trouble, mut troubles) = mpsc::channel(16);
    let tell = trouble.clone();
    let drafts = Drafts::open(
        &options.paths.drafts(),
        &options.address.to_string(),
        move |words| {
            let _ = tell.try_send(words);
        },
    );
    let drafts = drafts.map_err(|error| {
        let folder = options.paths.drafts();
        broken(
            &format!("cannot keep drafts in {}", folder.display()),
            error,
        )
        .hint("make the folder writable, or set XDG_STATE_HOME to one that is")
    })?;

    let modes = Modes {
        mouse: options.files.config.keys.mouse,
        kitty: answers.kitty,
    };
    let terminal = Terminal::open(tty, modes, options.paths.crashes())
        .map_err(|error| broken("cannot take the terminal over", error))?;
    let mut input = Input::new(answers.late);
    let link = Link::new(options.address.clone());
    let mut desk = Desk::new(&options, theme, terminal, drafts, link);
    desk.start(&problems);

    while !desk.is_over() {
        desk.draw();
        let due = desk.next_due();
        tokio::select! {
            biased;
            signal = signals.next() => desk.signal(signal),
            incoming = input.next() => desk.incoming(incoming),
            event = desk.link.next() => desk.socket(event),
            Some(words) = troubles.recv() => desk.trouble(words),
            () = sleep_until(due.unwrap_or_else(tokio::time::Instant::now)), if due.is_some() => desk.wake(),
        }
        take_waiting(&mut desk, &mut input).await;
    }
    desk.end().await
}

/// Takes what else waits already, keys and frames in turn, so that one drawing serves them all.
async fn take_waiting(desk: &mut Desk, input: &mut Input) {
    for _ in 0..BATCH {
        let keys = if desk.takes_input() {
            ready(input.next()).await
        } else {
            None
        };
        let frame = desk.link.ready();
        if keys.is_none() && frame.is_none() {
            return;
        }
        if let Some(incoming) = keys {
            desk.incoming(incoming);
        }
        if let Some(event) = frame {
            desk.socket(event);
        }
    }
}

/// What a future gives, if it gives it at once. It is asked on behalf of this task: what reads the terminal wakes whoever
/// asked it first, so that asking on behalf of nobody would leave the next key lying until something else happens.
async fn ready<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(|context| {
        Poll::Ready(match future.as_mut().poll(context) {
            Poll::Ready(given) => Some(given),
            Poll::Pending => None,
        })
    })
    .await
}

/// The terminal, or in words why this is none a desk can be drawn on.
fn terminal() -> Result<Tty, Error> {
    let hint = "start it in a terminal of its own; `deskhand demo --headless` and `--format json` are for scripts";
    if std::env::var("TERM").is_ok_and(|term| term == "dumb") {
        return Err(Error::new(
            Failure::Usage,
            "this terminal (TERM=dumb) cannot move its cursor",
        )
        .hint(hint));
    }
    Tty::open().map_err(|error| {
        Error::new(Failure::Usage, "the desk needs a terminal")
            .caused_by(error)
            .hint(hint)
    })
}

fn broken(what: &str, error: io::Error) -> Error {
    Error::new(Failure::Failed, what).caused_by(error)
}

/// The theme that is wanted, with the colours there are; `dark` and the reason if it cannot be had.
fn theme(files: &Files, ground: Option<Kind>) -> (Theme, Vec<crate::desk::problem::Problem>) {
    let look = &files.config.look;
    let name = match (look.theme.as_str(), ground) {
        ("auto", Some(Kind::Light)) => &look.theme_light,
        ("auto", _) => &look.theme_dark,
        _ => &look.theme,
    };
    let (theme, problems) = files
        .themes
        .theme(name)
        .unwrap_or_else(|problem| (Theme::default(), vec![problem]));
    (
        theme.degrade(Depth::of(|name| std::env::var(name).ok())),
        problems,
    )
}
