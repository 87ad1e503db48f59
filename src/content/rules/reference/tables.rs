//! The tables of channels on the page of all rules.

use std::fmt::Write as _;

use super::prose;
use crate::content::rules::channels::{self, CardKind, Direction, EmojiFate, FileKind, TextStyle};
use crate::domain::Channel;

pub(super) fn write(page: &mut String) {
    let _ = writeln!(
        page,
        "\n## Channels\n\nAn empty cell: no page says, and no rule claims anything."
    );
    fates(page);
    styles(page);
    cards(page);
}

fn head(page: &mut String, title: &str, columns: &[&str]) {
    let _ = writeln!(
        page,
        "\n### {title}\n\n| channel | {} |\n|---|{}",
        columns.join(" | "),
        "---|".repeat(columns.len())
    );
}

fn row(page: &mut String, channel: Channel, cells: &[String]) {
    let _ = writeln!(page, "| {} | {} |", channel.name(), cells.join(" | "));
}

fn fates(page: &mut String) {
    head(
        page,
        "Emoji, stickers, choices, files",
        &["emoji", "sticker", "suggested actions", "files"],
    );
    for channel in Channel::ALL {
        let emoji = match channels::emoji(channel) {
            EmojiFate::Itself => "itself",
            EmojiFate::Becomes(what) => what,
            EmojiFate::Unsaid => "",
        };
        let actions = match (
            channels::suggested_actions(channel),
            channels::most_actions(channel),
        ) {
            (Some(true), Some(most)) => format!("yes, at most {most}"),
            (Some(shown), _) => yes(shown).to_owned(),
            (None, _) => String::new(),
        };
        row(
            page,
            channel,
            &[
                prose(emoji),
                prose(channels::sticker(channel)),
                actions,
                files(channel),
            ],
        );
    }
}

/// The kinds of files a channel does not carry.
fn files(channel: Channel) -> String {
    let kinds = [
        (FileKind::Image, "images"),
        (FileKind::Audio, "audio"),
        (FileKind::Video, "video"),
        (FileKind::Document, "documents"),
    ];
    let lost = |direction| {
        let lost = kinds
            .iter()
            .filter(|(kind, _)| !channels::carries(channel, *kind, direction))
            .map(|(_, name)| *name)
            .collect::<Vec<_>>();
        (!lost.is_empty()).then(|| lost.join(", "))
    };
    match (lost(Direction::In), lost(Direction::Out)) {
        (Some(into), Some(out)) if into == out => format!("no {into}"),
        (Some(into), None) => format!("no {into} from the customer"),
        (None, Some(out)) => format!("no {out} to the customer"),
        (Some(into), Some(out)) => format!("no {into} from the customer, no {out} to them"),
        (None, None) => String::new(),
    }
}

fn styles(page: &mut String) {
    let columns = TextStyle::ALL.map(TextStyle::label);
    head(page, "Text styles in what an agent sends", &columns);
    for channel in Channel::ALL {
        if !channels::knows_styles(channel) {
            continue;
        }
        let cells = TextStyle::ALL.map(|style| yes(channels::shows(channel, style)).to_owned());
        row(page, channel, &cells);
    }
}

fn cards(page: &mut String) {
    let kinds = [
        (CardKind::Hero, "hero"),
        (CardKind::Thumbnail, "thumbnail"),
        (CardKind::Audio, "audio"),
        (CardKind::Signin, "sign-in"),
    ];
    let mut columns = kinds.map(|(_, name)| name).to_vec();
    columns.push("carousel");
    head(page, "Rich cards", &columns);
    for channel in Channel::ALL {
        if !channels::knows_card(channel, CardKind::Hero) {
            continue;
        }
        let mut cells: Vec<String> = kinds
            .iter()
            .map(|(kind, _)| match channels::card(channel, *kind) {
                Some(what) => prose(what),
                None if channels::knows_card(channel, *kind) => "itself".to_owned(),
                None => String::new(),
            })
            .collect();
        cells.push(prose(channels::carousel(channel).unwrap_or("itself")));
        row(page, channel, &cells);
    }
}

fn yes(shown: bool) -> &'static str {
    if shown { "yes" } else { "no" }
}
