//! Rules of what hangs on an activity: cards, files, carousels, the transcript of a handoff.

use serde_json::Value;

use super::activity::{self, DEPTH, strings};
use super::channels::{self, Direction, FileKind};
use super::memory::Memory;
use super::report::{Detail, Report, Step};
use super::view::{Piece, Said};
use super::{beginning, cards, text};
use crate::content::rules::{RuleId, Severity};
use crate::domain::AuthorKind;

/// Scans all attachments of an activity.
pub(super) fn scan<'a>(said: &Said<'a>, memory: &mut Memory, report: &mut Report<'a>) {
    if said.attachments.is_empty() {
        return;
    }
    report.key("attachments", |report| {
        let handoff = said.is_handoff();
        for (index, piece) in said.attachments.iter().enumerate() {
            report.at(Step::Index(index), |report| {
                if handoff && !piece.is_transcript() {
                    unknown(piece, report);
                }
                one(piece, handoff, memory, report);
            });
        }
    });
    if let Some(layout) = said.text_of("attachmentLayout")
        && layout.eq_ignore_ascii_case("carousel")
    {
        report.key("attachmentLayout", |report| {
            carousel(layout, said.attachments.len(), report);
        });
    }
}

fn one<'a>(piece: &Piece<'a>, handoff: bool, memory: &mut Memory, report: &mut Report<'a>) {
    if let Some(name) = piece.name {
        report.key("name", |report| text::name(name, report));
    }
    if piece.card().is_some() {
        cards::kind_rules(piece, report);
    } else if !piece.is_transcript() {
        file(piece, report);
    }
    let Some(content) = piece.content else { return };
    if piece.is_transcript() {
        let told = match content {
            Value::String(written) => transcript_text(written, report),
            _ => transcript(content, report),
        };
        if let Some(told) = told.filter(|_| handoff) {
            memory.retold(told);
            inline(piece, content, report);
        }
        return;
    }
    report.key("content", |report| {
        if piece.is_adaptive() {
            cards::adaptive(content, report);
        } else {
            strings(content, report);
        }
    });
}

/// Reports an attachment of a handoff that is no transcript.
pub(super) fn unknown(piece: &Piece<'_>, report: &mut Report<'_>) {
    told_by(piece, report, |told, report| {
        report.whole(RuleId::AttUnknown, told, || {
            Detail::new("A hub ignores an attachment of a handoff that is no transcript.")
                .seen_as("nothing")
        });
    });
}

/// Does something with what says what an attachment is, where that stands: its type, or else its name.
fn told_by<'a>(
    piece: &Piece<'_>,
    report: &mut Report<'a>,
    scan: impl FnOnce(&str, &mut Report<'a>),
) {
    match (piece.content_type, piece.name) {
        ("", None) => scan("", report),
        ("", Some(name)) => report.key("name", |report| scan(name, report)),
        (kind, _) => report.key("contentType", |report| scan(kind, report)),
    }
}

/// A transcript that came as a JSON text: what is found in it lies all in that text.
fn transcript_text(written: &str, report: &mut Report<'_>) -> Option<Memory> {
    let parsed: Value = serde_json::from_str(written).ok()?;
    let mut inner = Report::new(report.context);
    let told = transcript(&parsed, &mut inner);
    report.key("content", |report| report.adopt(inner.finish()));
    told
}

/// The activities of an inline transcript, whatever else stands around them. Answers what is remembered of them, if there
/// are any.
fn transcript<'a>(content: &'a Value, report: &mut Report<'a>) -> Option<Memory> {
    let (list, member) = match content {
        Value::Array(list) => (list, false),
        other => (other.get("activities").and_then(Value::as_array)?, true),
    };
    let mut memory = Memory::of_handoff();
    if report.depth() > DEPTH {
        activity::too_deep(content, report);
        return Some(memory);
    }
    let outer = report.context;
    // What the activities of a transcript do not say, its bot said.
    report.context.author = AuthorKind::Bot;
    report.key("content", |report| {
        let mut scan_all = |report: &mut Report<'a>| {
            for (index, item) in list.iter().enumerate() {
                if let Value::Object(map) = item {
                    report.at(Step::Index(index), |report| {
                        let said = Said::raw(map);
                        activity::scan(&said, &mut memory, report);
                        let bytes = activity::json_bytes(item);
                        activity::oversize(bytes, || beginning::of_json(item), report);
                    });
                }
            }
        };
        if member {
            report.key("activities", scan_all);
        } else {
            scan_all(report);
        }
    });
    report.context = outer;
    (!list.is_empty()).then_some(memory)
}

/// Reports a transcript that came inside its handoff.
fn inline(piece: &Piece<'_>, content: &Value, report: &mut Report<'_>) {
    let bytes = activity::json_bytes(content);
    let over = bytes > super::SIZE_LIMIT;
    let detail = || {
        let detail = Detail::new(format!("A transcript of {bytes} bytes inside the handoff."));
        if over {
            detail
        } else {
            detail.severity(Severity::Info)
        }
    };
    match piece.name {
        Some(name) => report.key("name", |report| {
            report.whole(RuleId::TrInline, name, detail);
        }),
        None => report.key("content", |report| {
            report.value(RuleId::TrInline, content, detail);
        }),
    }
}

fn carousel(layout: &str, cards: usize, report: &mut Report<'_>) {
    // Until 2023-06-16 the page said that no carousel is shown at all; see the catalogue.
    let everywhere = report
        .context
        .as_of
        .is_some_and(|day| day < jiff::civil::date(2023, 6, 16));
    let fate = if everywhere {
        Some("nothing")
    } else {
        channels::carousel(report.context.channel)
    };
    if let Some(fate) = fate {
        report.whole(RuleId::Carousel, layout, || {
            let detail = Detail::new(format!("A carousel of {cards}.")).seen_as(fate);
            if fate == "nothing" {
                detail
            } else {
                detail.severity(Severity::Info)
            }
        });
    }
}

/// A file whose kind the channel does not carry.
fn file(piece: &Piece<'_>, report: &mut Report<'_>) {
    let Some(kind) = kind_of(piece) else { return };
    let context = report.context;
    let direction = if context.author == AuthorKind::Customer {
        Direction::In
    } else {
        Direction::Out
    };
    if !channels::carries(context.channel, kind, direction) {
        told_by(piece, report, |told, report| {
            report.whole(RuleId::AttType, told, || {
                let what = match kind {
                    FileKind::Image => "images",
                    FileKind::Audio => "audio",
                    FileKind::Video => "videos",
                    FileKind::Document => "documents",
                };
                Detail::new(format!(
                    "{} does not carry {what} {}.",
                    context.channel.label(),
                    match direction {
                        Direction::In => "from customers",
                        Direction::Out => "to customers",
                    }
                ))
            });
        });
    }
}

/// What kind of file an attachment is, by its media type, or by its name where the type does not say. JSON and the types
/// of Microsoft's own are data for a client.
fn kind_of(piece: &Piece<'_>) -> Option<FileKind> {
    let kind = piece.content_type.split(';').next().unwrap_or_default();
    let (main, sub) = kind.trim().split_once('/').unwrap_or((kind.trim(), ""));
    let data = sub == "json" || sub.starts_with("vnd.microsoft.") || sub == "html";
    match main.to_ascii_lowercase().as_str() {
        _ if data => return None,
        "image" | "audio" | "video" => return Some(FileKind::of(kind)),
        "application" | "text" if sub != "octet-stream" => return Some(FileKind::Document),
        _ => {}
    }
    let file = piece.name.or(piece.content_url)?;
    let (_, extension) = file.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "webp" | "heic" => FileKind::Image,
        "mp3" | "wav" | "ogg" | "m4a" | "aac" | "amr" => FileKind::Audio,
        "mp4" | "mov" | "avi" | "webm" | "3gp" => FileKind::Video,
        "pdf" | "doc" | "docx" | "xls" | "xlsx" | "ppt" | "pptx" | "txt" | "csv" | "rtf"
        | "zip" => FileKind::Document,
        _ => return None,
    })
}
