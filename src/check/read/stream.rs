//! JSON of any size: lists are taken element by element, so that only one has to be at hand.

use serde::de::IgnoredAny;

use super::conversations::Assumed;
use super::found::Found;
use super::judge::{Judge, Judged};
use super::shape::{is_known_text, is_row_text};
use super::trouble::{not_json, syntax};
use super::{Manner, Read, Stop, Taker, quick};
use crate::check::input::{Trouble, Window};
use crate::check::place::{Bounds, decode};

/// Reads the JSON documents of a file, one or many: a second document must begin on its own, as in JSON lines. What is of no
/// known shape is not judged.
pub fn json(
    window: &mut Window<'_>,
    assumed: Assumed<'_>,
    manner: Manner,
    taker: &mut dyn Taker,
) -> (Read, Result<(), Stop>) {
    let mut stream = Stream::new(window, taker, manner);
    let mut judge = Judge::new(assumed);
    let result = stream.documents(&mut judge);
    (stream.read, result)
}

/// Whether the file begins with something of a known shape. Nothing of it is let go.
pub fn begins_with_known(window: &mut Window<'_>, named: bool) -> bool {
    let mut nobody = Nobody;
    let mut stream = Stream::new(window, &mut nobody, Manner::default());
    stream.begins_with_known(named).unwrap_or(false)
}

/// Whether the file begins with JSON, of whatever shape, that ends with its line or with the file. Nothing of it is let go.
pub fn begins_with_json(window: &mut Window<'_>) -> bool {
    let mut nobody = Nobody;
    let mut stream = Stream::new(window, &mut nobody, Manner::default());
    stream.begins_with_json().unwrap_or(false)
}

/// Takes nothing.
struct Nobody;

impl Taker for Nobody {
    fn found(&mut self, _: &mut Window<'_>, _: Vec<Found>) -> std::io::Result<()> {
        Ok(())
    }

    fn trouble(&mut self, _: &mut Window<'_>, _: &Trouble) -> std::io::Result<()> {
        Ok(())
    }
}

/// A file of JSON and how far it is read.
pub(super) struct Stream<'s, 'w> {
    /// The file.
    pub window: &'s mut Window<'w>,
    /// Who is told what is found.
    pub taker: &'s mut dyn Taker,
    /// What was known before.
    pub manner: Manner,
    /// The byte that is read next.
    pub at: u64,
    /// What reading came to so far.
    pub read: Read,
    /// How many documents were whole.
    pub seen: u64,
}

/// An object at the root of up to this many bytes is judged whole, whatever it holds.
const SMALL: usize = 64 * 1024;

/// Something that is too large to be held.
pub(super) struct TooLarge;

impl<'s, 'w> Stream<'s, 'w> {
    fn new(window: &'s mut Window<'w>, taker: &'s mut dyn Taker, manner: Manner) -> Self {
        Self {
            at: window.base(),
            window,
            taker,
            manner,
            read: Read::default(),
            seen: 0,
        }
    }

    fn documents(&mut self, judge: &mut Judge<'_>) -> Result<(), Stop> {
        while let Some(first) = self.space()? {
            let open = self.at;
            match self.document(first, judge) {
                Ok(()) => self.seen += 1,
                Err(Stop::Trouble(trouble)) => return self.recover(open, trouble, judge),
                other => return other,
            }
        }
        Ok(())
    }

    fn document(&mut self, first: u8, judge: &mut Judge<'_>) -> Result<(), Stop> {
        let before = judge.known;
        let result = match first {
            b'[' => {
                let mut inner = Judge::new(judge.assumed());
                let result = self.list("", &mut inner);
                judge.known += inner.known;
                result
            }
            b'{' => self.object(judge),
            _ => self.element("", judge),
        };
        self.read.documents += u64::from(judge.known > before);
        result
    }

    fn begins_with_known(&mut self, named: bool) -> Result<bool, Stop> {
        let first = self.space()?;
        let open = self.at;
        if first == Some(b'{') && self.find_list()?.is_some() {
            return Ok(true);
        }
        self.at = open + u64::from(first == Some(b'['));
        self.space()?;
        Ok(match self.whole()? {
            Ok((from, to)) => is_known_text(self.window.part(from, to), named),
            Err(TooLarge) => false,
        })
    }

    fn begins_with_json(&mut self) -> Result<bool, Stop> {
        self.space()?;
        let Ok((_, end)) = self.whole()? else {
            return Ok(true);
        };
        let next = self.space()?;
        Ok(next.is_none() || self.window.part(end, self.at).contains('\n'))
    }

    /// An object at the root. One that holds a list of activities or of rows is read through; any other is judged whole.
    fn object(&mut self, judge: &mut Judge<'_>) -> Result<(), Stop> {
        self.window.done(self.at);
        if self.clean(judge) {
            return Ok(());
        }
        let open = self.at;
        if let Ok(Ok(_)) = self.whole_within(SMALL) {
            self.at = open;
            return self.element("", judge);
        }
        self.at = open;
        // Where this is no JSON, the parser of the whole says better what is wrong.
        let Ok(Some(head)) = self.find_list() else {
            self.at = open;
            return self.element("", judge);
        };
        let mut inner = match head.name {
            "activities" => Judge::of_set(judge.assumed(), head.channel_id.as_deref()),
            _ => Judge::new(judge.assumed()),
        };
        let result = self.list(&format!("/{}", head.name), &mut inner);
        judge.known += inner.known;
        result?;
        self.rest_of_object()
    }

    /// Looks for a member that is a list to be read through, without letting go of the object, and stops before it.
    fn find_list(&mut self) -> Result<Option<Head>, Stop> {
        let open = self.at;
        let mut channel_id = None;
        let mut typed = false;
        self.at += 1;
        while self.space()? == Some(b'"') {
            let Ok(Ok(name)) = self.whole() else {
                return Ok(None);
            };
            let name = decode(self.window.part(name.0, name.1), 0)
                .text
                .into_owned();
            if self.space()? != Some(b':') {
                return Ok(None);
            }
            self.at += 1;
            let first = self.space()?;
            match (name.as_str(), first) {
                ("activities", Some(b'[')) => {
                    return Ok(Some(Head {
                        name: "activities",
                        channel_id,
                    }));
                }
                ("value", Some(b'[')) if !typed && self.holds_rows()? => {
                    return Ok(Some(Head {
                        name: "value",
                        channel_id,
                    }));
                }
                ("type", _) => typed = true,
                _ => {}
            }
            let Ok(Ok((from, to))) = self.whole() else {
                return Ok(None);
            };
            if name == "channelId" {
                channel_id = Some(decode(self.window.part(from, to), 0).text.into_owned());
            }
            if self.at - open > self.window.limits().element as u64 || self.space()? != Some(b',') {
                return Ok(None);
            }
            self.at += 1;
        }
        Ok(None)
    }

    /// Whether the list that begins here is one of Dataverse's rows.
    fn holds_rows(&mut self) -> Result<bool, Stop> {
        let list = self.at;
        self.at += 1;
        let row = match self.space()? {
            Some(b'{') => match self.whole()? {
                Ok((from, to)) => is_row_text(self.window.part(from, to)),
                Err(TooLarge) => false,
            },
            _ => false,
        };
        self.at = list;
        Ok(row)
    }

    /// What follows the list in its object: passed over.
    fn rest_of_object(&mut self) -> Result<(), Stop> {
        loop {
            match self.space()? {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                other => return Err(self.unexpected(other, "`,` or `}`").into()),
            }
            self.window.done(self.at);
            match self.space()? {
                Some(b'"') => self.pass()?,
                other => return Err(self.unexpected(other, "a name in quotes").into()),
            }
            match self.space()? {
                Some(b':') => self.at += 1,
                other => return Err(self.unexpected(other, "`:`").into()),
            }
            self.space()?;
            self.pass()?;
        }
    }

    /// The list that begins here, element by element.
    fn list(&mut self, prefix: &str, judge: &mut Judge<'_>) -> Result<(), Stop> {
        self.at += 1;
        let mut index = 0_u64;
        if self.space()? == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.window.done(self.at);
            if !self.clean(judge) {
                self.element(&format!("{prefix}/{index}"), judge)?;
            }
            index += 1;
            match self.space()? {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(());
                }
                other => return Err(self.unexpected(other, "`,` or `]`").into()),
            }
            if self.space()? == Some(b']') {
                return Err(not_json(
                    self.at,
                    "trailing comma",
                    "take out the comma before the bracket",
                )
                .into());
            }
        }
    }

    /// Steps over an activity that nothing is to be found in, if it is one and all of it is at hand.
    fn clean(&mut self, judge: &mut Judge<'_>) -> bool {
        let length = quick::clean(self.window.after(self.at), judge);
        self.at += length.unwrap_or(0) as u64;
        length.is_some()
    }

    /// The value that begins here, judged as a whole.
    fn element(&mut self, root: &str, judge: &mut Judge<'_>) -> Result<(), Stop> {
        let from = self.at;
        self.window.done(from);
        let Ok((from, to)) = self.whole()? else {
            return self.too_large(from);
        };
        let judged = judge.value(self.window.part(from, to), from, root)?;
        self.tell(judged, to)
    }

    /// Tells what a value that ends at `to` came to.
    pub(super) fn tell(&mut self, judged: Judged, to: u64) -> Result<(), Stop> {
        if !judged.found.is_empty() {
            self.window.surround(to);
            self.taker.found(self.window, judged.found)?;
        }
        for trouble in &judged.troubles {
            self.taker.trouble(self.window, trouble)?;
        }
        Ok(())
    }

    /// Reports the value that began at `from` and passes over what is left of it.
    fn too_large(&mut self, from: u64) -> Result<(), Stop> {
        let trouble = self.oversize(from);
        self.taker.trouble(self.window, &trouble)?;
        self.at = from;
        self.pass_unread()
    }

    /// What to say of the value that begins at `from`.
    pub(super) fn oversize(&self, from: u64) -> Trouble {
        let limit = self.window.limits().element;
        Trouble::at(
            from,
            format!("a value of more than {} is not read", size(limit)),
            "split it; what follows was checked",
        )
    }

    /// Passes over a value, however large.
    fn pass(&mut self) -> Result<(), Stop> {
        let from = self.at;
        if let Err(TooLarge) = self.whole()? {
            self.at = from;
            return self.pass_unread();
        }
        Ok(())
    }

    fn pass_unread(&mut self) -> Result<(), Stop> {
        let mut bounds = Bounds::default();
        loop {
            let rest = self.window.after(self.at);
            let length = rest.len() as u64;
            if let Some(end) = bounds.feed(rest.as_bytes()) {
                self.at += end as u64;
                return Ok(());
            }
            self.at += length;
            self.window.done(self.at);
            if !self.window.fill() {
                return Err(self.unexpected(None, "the end of the value").into());
            }
        }
    }

    /// Reads on until the value that begins here is at hand, and steps behind it. Answers its bytes. What is not JSON is
    /// trouble, at the place where it stops being so.
    fn whole(&mut self) -> Result<Result<(u64, u64), TooLarge>, Stop> {
        self.whole_within(self.window.limits().element)
    }

    fn whole_within(&mut self, limit: usize) -> Result<Result<(u64, u64), TooLarge>, Stop> {
        let limit = limit.min(self.window.limits().element);
        let from = self.at;
        loop {
            let rest = self.window.after(from);
            let held = rest.len();
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
            let more = match values.next() {
                Some(Ok(_)) => {
                    let end = values.byte_offset();
                    if end > limit {
                        return Ok(Err(TooLarge));
                    }
                    // A number may go on behind what is at hand.
                    if end < held || self.window.ended() {
                        self.at = from + end as u64;
                        return Ok(Ok((from, self.at)));
                    }
                    None
                }
                Some(Err(error)) if !error.is_eof() => {
                    let trouble = syntax(rest, from, &error);
                    // A number that is cut off reads as a wrong one.
                    let cut = trouble.at.is_some_and(|at| at + 2 > self.window.end());
                    if !cut || self.window.ended() {
                        return Err(trouble.into());
                    }
                    Some(error)
                }
                Some(Err(error)) => Some(error),
                None => None,
            };
            if held > limit {
                return Ok(Err(TooLarge));
            }
            let before = self.window.end();
            // Twice as much each time, so that all tries together look at no more than twice the value.
            self.window.reach(from + (2 * held).min(limit) as u64 + 1);
            if self.window.end() == before && self.window.ended() {
                let trouble = match (self.window.trouble(), more) {
                    (Some(trouble), _) => trouble.clone(),
                    (None, Some(error)) => syntax(self.window.after(from), from, &error),
                    (None, None) if held > 0 => continue,
                    (None, None) => self.unexpected(None, "a value"),
                };
                return Err(trouble.into());
            }
        }
    }

    /// Steps over white space. Answers the next byte, none at the end of the file.
    pub(super) fn space(&mut self) -> Result<Option<u8>, Stop> {
        loop {
            let rest = self.window.after(self.at).as_bytes();
            let spaces = rest
                .iter()
                .position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
            if let Some(spaces) = spaces {
                self.at += spaces as u64;
                return Ok(rest.get(spaces).copied());
            }
            self.at += rest.len() as u64;
            if !self.window.fill() && self.window.after(self.at).is_empty() {
                return match self.window.trouble() {
                    Some(trouble) => Err(trouble.clone().into()),
                    None => Ok(None),
                };
            }
        }
    }

    fn unexpected(&self, found: Option<u8>, expected: &str) -> Trouble {
        match found {
            Some(_) => not_json(
                self.at,
                &format!("expected {expected}"),
                "mend the JSON at this place; what stands before it was checked",
            ),
            None => match self.window.trouble() {
                Some(trouble) => trouble.clone(),
                None => not_json(
                    self.at,
                    &format!("the file ends where {expected} should come"),
                    "the file seems to be cut off; write it again to its end",
                ),
            },
        }
    }
}

/// What stands before the list an object is read through for.
struct Head {
    name: &'static str,
    channel_id: Option<String>,
}

/// A size in words.
fn size(bytes: usize) -> String {
    if bytes >= 1024 * 1024 {
        format!("{} MB", bytes / 1024 / 1024)
    } else {
        format!("{bytes} bytes")
    }
}
