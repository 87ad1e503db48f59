//! One JSON value that is at hand, whatever shape it has: read, given to the scanner, and every finding led back to its bytes.

use serde_json::{Map, Value};

use super::audit::audit;
use super::configuration::of_document;
use super::conversations::{Assumed, Conversations};
use super::found::{Found, Pointed, place};
use super::pascal;
use super::shape::{Shape, shape};
use super::trouble::syntax;
use crate::activity::Activity;
use crate::check::input::Trouble;
use crate::check::place::{decode, locate, unit};
use crate::content::configuration::ConfigurationError;
use crate::content::rules::RuleId;
use crate::domain::Channel;

/// How deep lists, sets and rows are looked for in each other.
const NESTING: usize = 4;

/// Judges the elements of one list, or the documents of one file.
pub(super) struct Judge<'a> {
    assumed: Assumed<'a>,
    conversations: Conversations<'a>,
    /// Whether every object is an activity here, whatever it looks like.
    activities: bool,
    /// How often something of a known shape came.
    pub known: u64,
}

/// What one value came to.
#[derive(Default)]
pub(super) struct Judged {
    /// What was found in it.
    pub found: Vec<Found>,
    /// What of it could not be read.
    pub troubles: Vec<Trouble>,
}

impl<'a> Judge<'a> {
    /// For values of any shape.
    pub(super) fn new(assumed: Assumed<'a>) -> Self {
        Self {
            assumed,
            conversations: Conversations::new(assumed, None),
            activities: false,
            known: 0,
        }
    }

    /// For the activities of a set, around which this channel is named.
    pub(super) fn of_set(assumed: Assumed<'a>, channel_id: Option<&str>) -> Self {
        let channel = channel_id.and_then(Channel::from_channel_id);
        Self {
            conversations: Conversations::new(assumed, channel),
            activities: true,
            ..Self::new(assumed)
        }
    }

    /// What is assumed.
    pub(super) fn assumed(&self) -> Assumed<'a> {
        self.assumed
    }

    /// The conversations, for what can be judged without being read in full.
    pub(super) fn conversations(&mut self) -> &mut Conversations<'a> {
        &mut self.conversations
    }

    /// Takes notice of an activity in which nothing was found.
    pub(super) fn passed(&mut self, channel_id: Option<&str>) {
        self.activities = true;
        self.known += 1;
        self.conversations.context(channel_id);
    }

    /// Judges the value that `text` is; it stands at byte `base` of the file and `root` leads to it.
    pub(super) fn value(&mut self, text: &str, base: u64, root: &str) -> Result<Judged, Trouble> {
        self.document(text, base, root, NESTING)
    }

    fn document(
        &mut self,
        text: &str,
        base: u64,
        root: &str,
        left: usize,
    ) -> Result<Judged, Trouble> {
        let audit = audit(text);
        let mut value: Value =
            serde_json::from_str(&audit.text).map_err(|error| syntax(text, base, &error))?;
        let mut judged = Judged::default();
        let named = self.assumed.named();
        let original = match shape(&value, named) {
            Shape::Unknown => {
                pascal::read(&value, named).map(|lowered| std::mem::replace(&mut value, lowered))
            }
            _ => None,
        };
        let kind = match shape(&value, self.assumed.named()) {
            Shape::Unknown if self.activities && value.is_object() => Shape::Activity,
            Shape::Unknown => return Ok(judged),
            kind => kind,
        };
        self.known += 1;
        let mut gathered = Gathered::default();
        self.piece(kind, value, "", left, &mut gathered);
        if let Some(original) = &original {
            gathered.lead_into(original);
        }
        let context = self.conversations.context(None);
        for oddity in &audit.oddities {
            judged
                .found
                .extend(oddity.found(text, base, root, &context));
        }
        // The audit saw every number and every level, the scanner only some of them.
        let deep = audit.is_deep();
        gathered.pointed.retain(|one| match one.finding.rule {
            RuleId::Number => false,
            RuleId::Deep => !deep,
            _ => true,
        });
        // Half a surrogate pair reads as a character that was lost, and has been told as what it is.
        let is_half = |found: &Found| {
            let at = found.span.start.saturating_sub(base) as usize;
            found.finding.rule == RuleId::Lost
                && matches!(unit(text.as_bytes(), at), Some(0xD800..=0xDFFF))
        };
        let found = place(text, base, root, gathered.pointed);
        judged
            .found
            .extend(found.into_iter().filter(|found| !is_half(found)));
        for (pointer, error) in gathered.refused {
            let spot = locate(text, [pointer.as_str()]).pop().flatten();
            let at = base + spot.map_or(0, |spot| spot.value.start) as u64;
            judged
                .troubles
                .push(Trouble::at(at, error.message, error.hint));
        }
        for content in &gathered.rows {
            self.row(text, base, root, content, left, &mut judged);
        }
        Ok(judged)
    }

    /// Scans a value of this shape; `prefix` leads to it.
    fn piece(
        &mut self,
        kind: Shape,
        value: Value,
        prefix: &str,
        left: usize,
        gathered: &mut Gathered,
    ) {
        match (kind, value) {
            (Shape::Activity, Value::Object(map)) => {
                self.activities = true;
                let findings = self.conversations.scan(&Activity::from(map));
                let below = findings.into_iter().map(|one| Pointed::below(prefix, one));
                gathered.pointed.extend(below);
            }
            (Shape::Set, Value::Object(map)) => self.set(map, prefix, gathered),
            (Shape::List, Value::Array(list)) => self.list(list, prefix, left, gathered),
            (Shape::Rows, Value::Object(mut map)) => {
                if let Some(Value::Array(list)) = map.shift_remove("value") {
                    self.list(list, &format!("{prefix}/value"), left, gathered);
                }
            }
            (Shape::Configuration, document) => {
                match of_document(&document, self.assumed.as_of()) {
                    Ok(findings) => {
                        let below = findings.into_iter().map(|one| Pointed::below(prefix, one));
                        gathered.pointed.extend(below);
                    }
                    Err(error) => gathered
                        .refused
                        .push((format!("{prefix}{}", error.pointer), error)),
                }
            }
            (Shape::Row, _) => gathered.rows.push(format!("{prefix}/content")),
            (Shape::Card, card) => self.card("adaptive", card, prefix, gathered),
            (Shape::Content, content) => self.card("hero", content, prefix, gathered),
            (Shape::Attachment, attachment) => {
                self.wrapped(attached(attachment), "/attachments/0", prefix, gathered);
            }
            (Shape::Wrapper, Value::Object(mut map)) => {
                if let Some(card) = map.shift_remove("card") {
                    let prefix = format!("{prefix}/card");
                    self.piece(Shape::Card, card, &prefix, left, gathered);
                }
            }
            (Shape::Variables, value) => {
                let mut event = Map::new();
                event.insert("type".to_owned(), "event".into());
                event.insert("name".to_owned(), "handoff.initiate".into());
                event.insert("value".to_owned(), value);
                self.wrapped(event, "/value", prefix, gathered);
            }
            _ => {}
        }
    }

    /// Scans what a card of this kind says.
    fn card(&mut self, kind: &str, content: Value, prefix: &str, gathered: &mut Gathered) {
        let kind = format!("application/vnd.microsoft.card.{kind}");
        let mut attachment = Map::new();
        attachment.insert("contentType".to_owned(), kind.into());
        attachment.insert("content".to_owned(), content);
        self.wrapped(
            attached(attachment.into()),
            "/attachments/0/content",
            prefix,
            gathered,
        );
    }

    fn list(&self, list: Vec<Value>, prefix: &str, left: usize, gathered: &mut Gathered) {
        let Some(left) = left.checked_sub(1) else {
            return;
        };
        let mut inner = Self::new(self.assumed);
        for (index, value) in list.into_iter().enumerate() {
            let kind = match shape(&value, self.assumed.named()) {
                Shape::Unknown if inner.activities => Shape::Activity,
                kind => kind,
            };
            let prefix = format!("{prefix}/{index}");
            inner.piece(kind, value, &prefix, left, gathered);
        }
    }

    fn set(&self, mut map: Map<String, Value>, prefix: &str, gathered: &mut Gathered) {
        let list = map.shift_remove("activities");
        let channel_id = map.get("channelId").and_then(Value::as_str);
        let mut inner = Self::of_set(self.assumed, channel_id);
        let Some(Value::Array(list)) = list else {
            return;
        };
        for (index, value) in list.into_iter().enumerate() {
            let prefix = format!("{prefix}/activities/{index}");
            inner.piece(Shape::Activity, value, &prefix, 0, gathered);
        }
    }

    /// Scans something that is no activity as a part of one; `wrap` leads to it there.
    fn wrapped(
        &mut self,
        activity: Map<String, Value>,
        wrap: &str,
        prefix: &str,
        gathered: &mut Gathered,
    ) {
        let mut alone = Conversations::new(self.assumed, None);
        for finding in alone.scan(&Activity::from(activity)) {
            let one = Pointed::unwrapped(wrap, finding);
            gathered.pointed.push(one.under(prefix));
        }
    }

    /// Judges the transcript that is written as a text at `content`.
    fn row(
        &self,
        text: &str,
        base: u64,
        root: &str,
        content: &str,
        left: usize,
        judged: &mut Judged,
    ) {
        let Some(spot) = locate(text, [content]).pop().flatten() else {
            return;
        };
        let raw = text.get(spot.value.clone()).unwrap_or_default();
        let decoded = decode(raw, spot.value.start);
        let place = |start: u64, end: u64| {
            let span = decoded.in_file(&(start as usize..end as usize));
            base + span.start as u64..base + span.end as u64
        };
        let mut inner = Self::new(self.assumed);
        let root = format!("{root}{content}");
        match inner.document(&decoded.text, 0, &root, left.saturating_sub(1)) {
            Ok(mut inner) => {
                for found in &mut inner.found {
                    found.span = place(found.span.start, found.span.end);
                }
                judged.found.append(&mut inner.found);
                judged.troubles.append(&mut inner.troubles);
            }
            Err(trouble) => judged.troubles.push(Trouble {
                at: trouble.at.map(|at| place(at, at).start),
                ..trouble
            }),
        }
    }
}

/// What a value held.
#[derive(Default)]
struct Gathered {
    pointed: Vec<Pointed>,
    /// Pointers to transcripts that are written as texts.
    rows: Vec<String>,
    /// Configurations that cannot be read, with pointers to where.
    refused: Vec<(String, ConfigurationError)>,
}

impl Gathered {
    /// Makes the pointers lead into the value as it was written.
    fn lead_into(&mut self, original: &Value) {
        for one in &mut self.pointed {
            one.exact = pascal::written(&one.exact, original);
            one.shown = pascal::written(&one.shown, original);
        }
        for row in &mut self.rows {
            *row = pascal::written(row, original);
        }
    }
}

fn attached(attachment: Value) -> Map<String, Value> {
    let mut message = Map::new();
    message.insert("type".to_owned(), "message".into());
    message.insert("attachments".to_owned(), Value::Array(vec![attachment]));
    message
}
