//! The flags of a conversation: a line to filter with, the rules, below each the places.
//!
//! ```text
//! > wave
//! ▸ ⚑ OC-EMOJI ×2  Emoji may not show after the handoff
//!     11:58 Contoso Bot  “👋”
//! ```

use super::dialog::field;
use super::{Sheet, View};
use crate::content::rules::Severity;
use crate::content::sanitize::{self, Layout};
use crate::desk::app::State;
use crate::desk::app::flags::{Flags, Place, Row, who};
use crate::desk::theme::Role;
use crate::desk::ui::text::{Line, time};
use crate::desk::ui::words;

/// The list.
pub fn flags(state: &State, flags: &Flags, columns: usize) -> Sheet {
    let (before, after) = flags.query.around();
    let (head, caret) = field(before, after, columns);
    let (times, rules) = flags.counts();
    let more = match flags.more {
        0 => String::new(),
        more => format!(" · {more} more not listed"),
    };
    let mut sheet = Sheet {
        title: format!(
            "{} of {}{more}",
            words::count(times as usize, "flag", "flags"),
            words::count(rules, "rule", "rules")
        ),
        below: "type to filter · enter explains".to_owned(),
        head: vec![head],
        caret: Some(caret),
        view: View::Seeing(flags.cursor),
        ..Sheet::default()
    };
    for (index, row) in flags.rows.iter().enumerate() {
        let under = index == flags.cursor;
        let mut line = Line::of(Role::Key, if under { "▸ " } else { "  " });
        line.append(match row {
            Row::Rule {
                rule,
                severity,
                times,
            } => {
                let (sign, role) = words::flag(*severity);
                let title = rule.rule().map_or("", |rule| &rule.title);
                Line::of(role, format!("{sign} {rule} ×{times}  ")).text(title)
            }
            Row::Place(at) => flags
                .places
                .get(*at)
                .map_or_else(Line::new, |place| self::place(state, place)),
        });
        line = line.clipped(columns);
        if under {
            line = line.padded(columns).over(Role::Selected);
        }
        sheet.rows.push(line);
        sheet.items.push(Some(index));
    }
    if flags.rows.is_empty() {
        sheet.rows.push(Line::of(Role::Dim, "Nothing matches."));
    }
    sheet
}

/// When, who, what stands there.
fn place(state: &State, place: &Place) -> Line {
    let clock = match &place.said {
        Some((_, at)) => time::clock(*at, state.setup.utc_offset),
        None => "     ".to_owned(),
    };
    let finding = &place.finding;
    let excerpt = sanitize::clean(&finding.excerpt, Layout::Line, state.setup.settings.emoji);
    let line =
        Line::of(Role::Dim, format!("  {clock} ")).with(Role::Accent, format!("{}  ", who(place)));
    let sign = if finding.severity == Severity::Danger {
        "! "
    } else {
        ""
    };
    let line = line.with(Role::Error, sign);
    if excerpt.is_empty() {
        return line.text(finding.message.clone());
    }
    line.text(format!("“{excerpt}”  "))
        .dim(finding.message.clone())
}
