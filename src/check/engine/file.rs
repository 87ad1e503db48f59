//! One file: what it is by its begin and its name, and who reads it.

use std::fs::File;
use std::io::{self, Read};

use super::configuration;
use super::output::Output;
use super::topic;
use crate::check::input::{Limits, Trouble, Window};
use crate::check::read::{self, Assumed, Kind, Stop};
use crate::check::report::{Report, Summary};
use crate::check::walk::Target;
use crate::check::{Options, Progress};

/// Reads and judges a file.
pub(super) fn check(
    target: &Target,
    limits: Limits,
    options: &Options,
    report: &mut dyn Report,
    summary: &mut Summary,
    progress: &dyn Progress,
) -> io::Result<()> {
    let mut output = Output {
        name: &target.name,
        options,
        report,
        summary,
        troubled: false,
    };
    let source = match open(target) {
        Ok(source) => source,
        Err(error) => {
            let trouble = Trouble::whole(
                format!("it cannot be opened: {error}"),
                "check the path and who may read it",
            );
            return output.unreadable(None, &trouble);
        }
    };
    let mut window = Window::new(source, limits, progress);
    window.fill();
    let result = judge(
        target,
        &mut window,
        Assumed::new(options, target.named),
        &mut output,
    );
    output.summary.bytes += window.bytes();
    match result {
        Ok(known) => {
            output.summary.files += u64::from(known || output.troubled);
            Ok(())
        }
        Err(Stop::Trouble(trouble)) => {
            output.summary.files += 1;
            output.unreadable(Some(&mut window), &trouble)
        }
        Err(Stop::Output(error)) => Err(error),
    }
}

fn open(target: &Target) -> io::Result<Box<dyn Read>> {
    Ok(match &target.path {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin().lock()),
    })
}

/// Answers whether it is a file of ours.
fn judge(
    target: &Target,
    window: &mut Window<'_>,
    assumed: Assumed<'_>,
    output: &mut Output<'_>,
) -> Result<bool, Stop> {
    let extension = target.extension();
    let written = match extension.as_str() {
        "md" | "markdown" => Some(Kind::Markdown),
        "json" | "jsonl" | "ndjson" | "transcript" | "yaml" | "yml" | "toml" | "csv" => None,
        _ if topic::is_plausible(&extension, window) => None,
        _ if configuration::is_plausible(&extension, window) => None,
        _ if is_json_inside(window, target.named) => None,
        // Nobody gave it a name that says it is a text.
        "" if begins_as_json(window) && read::begins_with_json(window) => None,
        _ => Some(Kind::Lines),
    };
    if let Some(kind) = written {
        if let Some(trouble) = binary(&extension, window) {
            return Err(trouble.into());
        }
        let (read, result) = read::text(window, kind, assumed, output);
        output.summary.documents += read.documents;
        return result.map(|()| true);
    }
    if topic::is_plausible(&extension, window) {
        return topic::check(window, assumed, target.named, output);
    }
    if configuration::is_plausible(&extension, window)
        && configuration::check(window, assumed, target.named, output)?
    {
        return Ok(true);
    }
    let mut known = false;
    let lines = matches!(extension.as_str(), "jsonl" | "ndjson");
    if begins_as_json(window) || (lines && read::shows_ours(window, lines)) {
        let ours = target.named || read::shows_ours(window, lines);
        let (read, result) = read::json(window, assumed, read::Manner { lines, ours }, output);
        output.summary.documents += read.documents;
        known = read.documents > 0;
        match result {
            // What was never ours is no trouble in a folder.
            Err(Stop::Trouble(_)) if !known && !ours => {}
            other => other?,
        }
    }
    if !known && target.named && !output.troubled {
        return Err(unknown(window).into());
    }
    Ok(known)
}

/// Whether the text begins as a list or an object does.
fn begins_as_json(window: &Window<'_>) -> bool {
    let text = window.after(window.base()).trim_start();
    text.starts_with(['{', '['])
}

/// Whether a file whose name says that it is text, or nothing, holds JSON that we know.
fn is_json_inside(window: &mut Window<'_>, named: bool) -> bool {
    begins_as_json(window)
        && (read::begins_with_known(window, named) || read::shows_ours(window, false))
}

/// What to say of a file that no name makes a text and that has zero bytes: it is a program, a picture, an archive.
fn binary(extension: &str, window: &Window<'_>) -> Option<Trouble> {
    if matches!(extension, "txt" | "md" | "markdown") {
        return None;
    }
    let base = window.base();
    let zero = memchr::memchr(0, window.after(base).as_bytes())? as u64 + base;
    Some(Trouble::at(
        zero,
        format!("the file is binary: byte {zero} is zero"),
        "give a text; if this is one, name it .txt",
    ))
}

fn unknown(window: &Window<'_>) -> Trouble {
    if let Some(trouble) = window.trouble() {
        return trouble.clone();
    }
    let message = if begins_as_json(window) {
        "it is JSON, but of none of the shapes that are known"
    } else {
        "it is none of the documents that are known"
    };
    Trouble::whole(
        message,
        "give an activity, a handoff, a transcript, a card, an attachment, a topic, a configuration, Markdown or plain text",
    )
}
