//! `deskhand demo`: the mock floor and a desk in one process.

use std::time::Duration;

use super::desk::Look;
use super::output::{Format, print, print_json};
use crate::demo::dice::Dice;
use crate::demo::headless::{self, Options, Summary};
use crate::demo::stage::Stage;
use crate::demo::trouble::Trouble;
use crate::desk::config::Paths;
use crate::desk::runtime::{self, BadAddress};
use crate::error::{Error, Kind};

/// Try it: a mock floor with scripted customers, and a desk, in one process
///
/// The backend is the real one, on a free port of this machine, with its journal in memory. Nothing is kept.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// From which the cast and all its choices follow
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many times faster than life; 8 with --headless
    #[arg(long, value_name = "X", value_parser = speed)]
    speed: Option<f64>,
    /// No desk: scripted agents too, and a count of what was lost at the end
    #[arg(long)]
    headless: bool,
    /// How long a headless run lasts, such as 20s or 2m
    #[arg(long, value_name = "TIME", value_parser = duration, requires = "headless", default_value = "20s")]
    duration: Duration,
    /// How a headless run tells what came of it
    #[arg(long, value_enum, default_value_t, requires = "headless")]
    format: Format,
    #[command(flatten)]
    look: Look,
}

/// How fast a headless run is unless told otherwise.
const HEADLESS_SPEED: f64 = 8.0;

fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (0.1..=1_000.0).contains(&speed) => Ok(speed),
        _ => Err("give a number from 0.1 to 1000".to_owned()),
    }
}

fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || "give a time such as 20s, 1m30s or 2m".to_owned();
    let parsed: jiff::SignedDuration = text.parse().map_err(|_| wrong())?;
    let duration = Duration::try_from(parsed).map_err(|_| wrong())?;
    let fits = Duration::from_secs(1)..=Duration::from_secs(24 * 60 * 60);
    fits.contains(&duration)
        .then_some(duration)
        .ok_or_else(|| "give a time from 1s to 24h".to_owned())
}

/// Runs the demo.
pub fn run(args: &Args) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::new(Kind::Failed, "cannot start the runtime").caused_by(error))?;
    if args.headless {
        runtime.block_on(count(args))
    } else {
        runtime.block_on(play(args))
    }
}

/// With a desk, until the person leaves it.
async fn play(args: &Args) -> Result<(), Error> {
    // Drafts of a demo are of no use to the next one.
    let drafts = tempfile::tempdir()
        .map_err(|error| Error::new(Kind::Failed, "cannot make a folder").caused_by(error))?;
    let speed = args.speed.unwrap_or(1.0);
    let stage = Stage::open(Dice::new(args.seed), speed)
        .await
        .map_err(broken)?;
    let address = stage.url().parse().map_err(|error: BadAddress| {
        Error::new(Kind::Internal, "the address cannot be used").caused_by(error)
    })?;
    let left = runtime::run(runtime::Options {
        address,
        token: stage.token().to_owned(),
        watch_only: false,
        files: args.look.files(),
        paths: Paths::below(drafts.path()),
    });
    let left = left.await;
    let closed = stage.close().await.map_err(broken);
    left.and(closed)
}

/// Without a desk: plays for a while and tells what was counted.
async fn count(args: &Args) -> Result<(), Error> {
    let options = Options {
        seed: args.seed,
        speed: args.speed.unwrap_or(HEADLESS_SPEED),
        duration: args.duration,
    };
    let summary = headless::run(options).await.map_err(broken)?;
    match args.format {
        Format::Text => print(&in_words(&summary))?,
        Format::Json => print_json(&summary)?,
    }
    if summary.is_clean() {
        return Ok(());
    }
    let words = "messages or owners went wrong; the count says how many";
    Err(Error::new(Kind::Failed, words).hint(format!("the same again: --seed {}", args.seed)))
}

fn broken(trouble: Trouble) -> Error {
    Error::new(Kind::Failed, "the demo broke off").caused_by(trouble)
}

fn in_words(summary: &Summary) -> String {
    let flags: Vec<String> = summary
        .flags
        .iter()
        .map(|(rule, count)| format!("  {rule:<24} {count:>5}\n"))
        .collect();
    format!(
        "handoffs   {:>6}   offered   {:>6}   accepted     {:>6}\n\
         declined   {:>6}   timed out {:>6}   abandoned    {:>6}\n\
         acked      {:>6}   delivered {:>6}\n\
         lost       {:>6}   doubled   {:>6}   out of order {:>6}   owned twice {:>6}\n\
         flags\n{}",
        summary.handoffs,
        summary.offered,
        summary.accepted,
        summary.declined,
        summary.timed_out,
        summary.abandoned,
        summary.messages_acked,
        summary.messages_delivered,
        summary.lost,
        summary.duplicated,
        summary.out_of_order,
        summary.double_owned,
        flags.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_bounded() {
        assert_eq!(duration("20s"), Ok(Duration::from_secs(20)));
        assert_eq!(duration("1m30s"), Ok(Duration::from_secs(90)));
        for wrong in ["", "soon", "0s", "-5s", "48h"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn speeds_are_read_and_bounded() {
        assert_eq!(speed("2.5"), Ok(2.5));
        for wrong in ["0", "-1", "NaN", "inf", "fast"] {
            assert!(speed(wrong).is_err(), "{wrong}");
        }
    }
}
