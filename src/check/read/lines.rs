//! JSON lines with a broken one among them: it is told, and those behind it are read all the same.

use serde::de::IgnoredAny;

use super::Stop;
use super::judge::Judge;
use super::stream::{Stream, TooLarge};
use super::trouble::syntax;
use crate::check::input::Trouble;

/// How many broken lines are told one by one.
const NAMED: u64 = 20;

/// How many lines were broken so far.
#[derive(Default)]
struct Broken(u64);

impl Stream<'_, '_> {
    /// Goes on behind a document that began at `open` and has this trouble, if each line is a document of its own here:
    /// by what is known of the file, or because the next line is one. From there on, line by line.
    pub(super) fn recover(
        &mut self,
        open: u64,
        trouble: Trouble,
        judge: &mut Judge<'_>,
    ) -> Result<(), Stop> {
        let from = self.at.max(open);
        let at = trouble.at.unwrap_or(from);
        let Ok(end) = self.line_end(from) else {
            return Err(trouble.into());
        };
        let inside = at <= end;
        if self.window.trouble().is_some() || !self.are_lines(open, end, inside) {
            return Err(trouble.into());
        }
        let line = self.window.part(from, end);
        let alone = serde_json::from_str::<IgnoredAny>(line).err();
        let (trouble, behind) = match alone.filter(|_| !inside) {
            Some(error) => (of_line(syntax(line, from, &error)), end),
            None => (of_line(trouble), end.max(at)),
        };
        let mut broken = Broken::default();
        self.broken(&trouble, &mut broken, judge)?;
        self.at = behind;
        if let Ok(end) = self.line_end(behind) {
            self.at = end;
        }
        self.lines(broken, judge)
    }

    /// Whether the line that ends at `end` is one document, and so is the next.
    fn are_lines(&mut self, open: u64, end: u64, inside: bool) -> bool {
        let begins = self.window.part(open.saturating_sub(1), open);
        let at_begin = open == self.window.base() || begins == "\n";
        let Ok(next) = self.line_end(end + 1) else {
            return self.manner.lines && inside;
        };
        let next = self.window.part(end, next).trim();
        let opens = next.starts_with('{');
        // One that is written over several lines begins with a bracket alone.
        let bare = self.window.part(self.at, end).trim().len() <= 1;
        match (self.manner.lines, inside) {
            (true, inside) => inside || opens || !bare,
            (false, true) if self.seen == 0 => {
                at_begin && opens && serde_json::from_str::<IgnoredAny>(next).is_ok()
            }
            (false, _) => at_begin && opens && self.seen > 0,
        }
    }

    /// Every line from here on is a document.
    fn lines(&mut self, mut broken: Broken, judge: &mut Judge<'_>) -> Result<(), Stop> {
        while self.space()?.is_some() {
            let from = self.at;
            self.window.done(from);
            let Ok(end) = self.line_end(from) else {
                self.pass_line(from)?;
                continue;
            };
            if let Some(trouble) = self.window.trouble()
                && end == self.window.end()
            {
                return Err(trouble.clone().into());
            }
            self.at = end;
            let line = self.window.part(from, end).trim_end();
            let before = judge.known;
            let judged = match serde_json::from_str::<IgnoredAny>(line) {
                Ok(IgnoredAny) => judge.value(line, from, ""),
                Err(error) => Err(syntax(line, from, &error)),
            };
            self.read.documents += u64::from(judge.known > before);
            match judged {
                Ok(judged) => self.tell(judged, end)?,
                Err(trouble) => self.broken(&of_line(trouble), &mut broken, judge)?,
            }
        }
        let more = broken.0.saturating_sub(NAMED);
        if more > 0 && self.tells(judge) {
            let lines = if more == 1 { "line is" } else { "lines are" };
            let trouble = Trouble::whole(
                format!("{more} more {lines} not JSON"),
                "mend the lines that are named first; all others were checked",
            );
            self.taker.trouble(self.window, &trouble)?;
        }
        Ok(())
    }

    fn broken(
        &mut self,
        trouble: &Trouble,
        broken: &mut Broken,
        judge: &Judge<'_>,
    ) -> Result<(), Stop> {
        broken.0 += 1;
        if broken.0 <= NAMED && self.tells(judge) {
            self.taker.trouble(self.window, trouble)?;
        }
        Ok(())
    }

    /// Whether it is known that the file is ours.
    fn tells(&self, judge: &Judge<'_>) -> bool {
        self.manner.ours || judge.known > 0
    }

    /// Reports the line that begins at `from` as too large and steps behind it.
    fn pass_line(&mut self, from: u64) -> Result<(), Stop> {
        let trouble = self.oversize(from);
        self.taker.trouble(self.window, &trouble)?;
        self.at = from;
        loop {
            let rest = self.window.after(self.at);
            if let Some(end) = memchr::memchr(b'\n', rest.as_bytes()) {
                self.at += end as u64;
                return Ok(());
            }
            self.at += rest.len() as u64;
            self.window.done(self.at);
            if !self.window.fill() && self.window.after(self.at).is_empty() {
                return Ok(());
            }
        }
    }

    /// Where the line ends in which `from` is, its newline not counted.
    fn line_end(&mut self, from: u64) -> Result<u64, TooLarge> {
        let mut at = from;
        loop {
            let rest = self.window.after(at);
            if let Some(end) = memchr::memchr(b'\n', rest.as_bytes()) {
                return Ok(at + end as u64);
            }
            at += rest.len() as u64;
            if at - from > self.window.limits().element as u64 {
                return Err(TooLarge);
            }
            if !self.window.fill() && self.window.after(at).is_empty() {
                return Ok(at);
            }
        }
    }
}

/// The same, where the line is cut off and not the file.
fn of_line(mut trouble: Trouble) -> Trouble {
    trouble.hint = trouble
        .hint
        .replace("the file seems", "the line seems")
        .replace(
            "what stands before it was checked",
            "all other lines were checked",
        );
    trouble
}
