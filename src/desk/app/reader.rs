//! A page to read: scrolled by rows, searched, copied; it may lead to a place in the conversation.

use std::ops::Range;

use super::action::{Motion, Read};
use super::composer::Draft;
use super::effect::Effects;
use super::flags::Spot;
use super::notify::{self, Level};
use super::{Overlay, State, conversation, panes, talk};
use crate::content::layout::wrap;
use crate::content::sanitize;
use crate::domain::ConversationId;

/// The widest a page of running text is; longer rows are hard to read.
pub const WIDEST: u16 = 84;
/// Columns and rows that a page leaves to the screen around it and to its frame.
const AROUND: (u16, u16) = (8, 4);
/// The most places a search keeps.
const HITS: usize = 10_000;

/// What a line of a page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Running text.
    #[default]
    Text,
    /// What the lines below it are about.
    Heading,
    /// What was found.
    Flag,
    /// Where it is read.
    Source,
    /// JSON: as it is, with as much of the screen as there is.
    Code,
}

/// A line of a page, unwrapped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// What it says; sanitised.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// Bytes of it that findings are about, in order.
    pub marks: Vec<Range<usize>>,
}

impl Text {
    /// A line of this kind.
    pub fn of(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind,
            marks: Vec::new(),
        }
    }
}

/// A place on a page: a line and bytes of it.
pub type Place = (usize, Range<usize>);

/// A search on a page.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// What is looked for.
    pub query: Draft,
    /// Whether it is being typed.
    pub typing: bool,
    /// Where it is.
    pub hits: Vec<Place>,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// What it is; sanitised.
    pub title: String,
    /// Its lines.
    pub lines: Vec<Text>,
    /// The rows they are broken into, for the columns there are.
    pub rows: Vec<Place>,
    /// The first row shown.
    pub top: usize,
    /// The hit or mark gone to last: which of [`Reader::stops`].
    pub at: Option<usize>,
    /// What is looked for.
    pub find: Option<Find>,
    /// What copying the page copies, if not its lines; sanitised.
    pub whole: Option<String>,
    /// The addresses it names.
    pub addresses: Vec<String>,
    /// Where it leads.
    pub leads: Option<(ConversationId, Spot)>,
}

impl Reader {
    /// A page of plain lines.
    pub fn plain(title: impl Into<String>, lines: impl IntoIterator<Item = String>) -> Self {
        let lines = lines.into_iter().map(|line| Text::of(Kind::Text, line));
        Self {
            title: title.into(),
            lines: lines.collect(),
            ..Self::default()
        }
    }

    /// Whether it wants all columns there are.
    pub fn is_wide(&self) -> bool {
        self.lines.iter().any(|line| line.kind == Kind::Code)
    }

    /// The places to go from one to the next: hits of the search, else what findings are about.
    pub fn stops(&self) -> Vec<Place> {
        match &self.find {
            Some(find) if !find.query.is_empty() => find.hits.clone(),
            _ => {
                let lines = self.lines.iter().enumerate();
                lines
                    .flat_map(|(line, text)| {
                        text.marks.iter().map(move |mark| (line, mark.clone()))
                    })
                    .collect()
            }
        }
    }

    /// The row of the search, if there is one, takes room from the page.
    pub fn head(&self) -> usize {
        usize::from(self.find.is_some())
    }

    fn last_top(&self, size: (u16, u16)) -> usize {
        self.rows.len().saturating_sub(rows(size, self))
    }

    fn lay(&mut self, size: (u16, u16)) {
        let columns = columns(size, self.is_wide());
        self.rows.clear();
        for (at, line) in self.lines.iter().enumerate() {
            let rows = wrap::rows(&line.text, columns).into_iter();
            self.rows.extend(rows.map(|range| (at, range)));
        }
        self.top = self.top.min(self.last_top(size));
    }

    /// Puts a place on the screen, if it is not there.
    fn show(&mut self, place: &Place, size: (u16, u16)) {
        let row = self
            .rows
            .partition_point(|(line, range)| (*line, range.end) <= (place.0, place.1.start));
        let height = rows(size, self);
        if row < self.top || row >= self.top + height {
            self.top = row.saturating_sub(height / 3).min(self.last_top(size));
        }
    }
}

/// Columns a page has at a size of the screen.
pub fn columns((columns, _): (u16, u16), wide: bool) -> usize {
    let most = if wide {
        u16::MAX
    } else {
        WIDEST - AROUND.0 / 2
    };
    usize::from(columns.saturating_sub(AROUND.0).min(most).max(4))
}

/// Rows of it that are on the screen at most.
fn rows((_, rows): (u16, u16), reader: &Reader) -> usize {
    usize::from(rows.saturating_sub(AROUND.1))
        .saturating_sub(reader.head())
        .max(1)
}

/// Opens a page over whatever has the keys.
pub(super) fn open(state: &mut State, mut reader: Reader) {
    reader.lay(state.panes.size);
    state.overlays.push(Overlay::Reader(Box::new(reader)));
}

/// The screen has another size: every page is laid out anew.
pub(super) fn resized(state: &mut State) {
    let size = state.panes.size;
    for overlay in state.overlays.all_mut() {
        if let Overlay::Reader(reader) = overlay {
            reader.lay(size);
        }
    }
}

/// Scrolls; while a search is typed, goes from hit to hit.
pub(super) fn go(reader: &mut Reader, motion: Motion, size: (u16, u16)) {
    match motion {
        Motion::SearchUp => return step(reader, false, size),
        Motion::SearchDown => return step(reader, true, size),
        _ => {}
    }
    let page = rows(size, reader).saturating_sub(1);
    let count = reader.last_top(size) + 1;
    if let Some(to) = panes::step(Some(reader.top), count, page, motion) {
        reader.top = to;
    }
}

fn step(reader: &mut Reader, forward: bool, size: (u16, u16)) {
    let stops = reader.stops();
    let Some(last) = stops.len().checked_sub(1) else {
        return;
    };
    let to = match (reader.at, forward) {
        (Some(at), true) if at < last => at + 1,
        (None | Some(_), true) => 0,
        (None | Some(0), false) => last,
        (Some(at), false) => (at - 1).min(last),
    };
    reader.at = Some(to);
    if let Some(place) = stops.get(to) {
        reader.show(place, size);
    }
}

/// Does something with the page on top.
pub(super) fn act(state: &mut State, out: &mut Effects, action: Read) {
    let size = state.panes.size;
    let Some(Overlay::Reader(reader)) = state.overlays.top_mut() else {
        return;
    };
    match action {
        Read::Find => {
            let find = reader.find.get_or_insert_default();
            find.typing = true;
        }
        Read::NextHit | Read::PreviousHit if reader.stops().is_empty() => {
            notify::tell(
                state,
                Level::Info,
                "there is nothing to go to on this page",
                "",
            );
        }
        Read::NextHit => step(reader, true, size),
        Read::PreviousHit => step(reader, false, size),
        Read::CopyPage => {
            let lines = || reader.lines.iter().map(|line| line.text.as_str());
            let text = reader
                .whole
                .clone()
                .unwrap_or_else(|| lines().collect::<Vec<_>>().join("\n"));
            talk::copy(state, out, Some(text));
        }
        Read::CopyAddress => {
            let text = reader.addresses.join("\n");
            talk::copy(state, out, Some(text));
        }
    }
}

/// Text typed in the search, or an edit of it.
pub(super) fn edited(reader: &mut Reader, size: (u16, u16), change: impl FnOnce(&mut Draft)) {
    let Some(find) = reader.find.as_mut().filter(|find| find.typing) else {
        return;
    };
    change(&mut find.query);
    find.hits = hits(&reader.lines, find.query.text());
    // The first hit from here on.
    let from = reader.rows.get(reader.top).map_or(0, |(line, _)| *line);
    let first = find.hits.iter().position(|(line, _)| *line >= from);
    reader.at = first.or((!find.hits.is_empty()).then_some(0));
    let place = reader.at.and_then(|at| find.hits.get(at)).cloned();
    if let Some(place) = place {
        reader.show(&place, size);
    }
}

/// Where a text stands, whatever the case of its ASCII letters.
fn hits(lines: &[Text], query: &str) -> Vec<Place> {
    let query = query.to_ascii_lowercase();
    if query.is_empty() {
        return Vec::new();
    }
    let found = lines.iter().enumerate().flat_map(|(at, line)| {
        let text = line.text.to_ascii_lowercase();
        let places: Vec<Place> = text
            .match_indices(&query)
            .map(|(start, hit)| (at, start..start + hit.len()))
            .take(HITS)
            .collect();
        places
    });
    found.take(HITS).collect()
}

/// Enter: ends typing a search; otherwise goes where the page leads, or closes it.
pub(super) fn choose(state: &mut State, out: &mut Effects) {
    let Some(Overlay::Reader(reader)) = state.overlays.top_mut() else {
        return;
    };
    if let Some(find) = reader.find.as_mut().filter(|find| find.typing) {
        find.typing = false;
        return;
    }
    let leads = reader.leads.clone();
    state.overlays.pop();
    let Some((id, spot)) = leads.filter(|(id, _)| state.conversations.shown_id() == Some(id))
    else {
        return;
    };
    while state.overlays.pop().is_some() {}
    conversation::go_to(state, out, &id, spot);
}

/// Escape: gives the search up; otherwise closes the page.
pub(super) fn cancel(state: &mut State) {
    let size = state.panes.size;
    match state.overlays.top_mut() {
        Some(Overlay::Reader(reader)) if reader.find.is_some() => {
            reader.find = None;
            reader.at = None;
            reader.lay(size);
        }
        _ => {
            state.overlays.pop();
        }
    }
}

/// A text as lines of a page.
pub(super) fn lines_of(text: &str) -> Vec<String> {
    sanitize::block(text).lines().map(str::to_owned).collect()
}
