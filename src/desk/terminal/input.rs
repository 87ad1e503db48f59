//! What the terminal sends, in our own words: keys, pastes, mouse, focus, size.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use crossterm::event::{
    Event, EventStream, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};
use futures_util::Stream;

use super::stray::Stray;
use crate::desk::keymap::{Code, Key};

/// Something came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A key was pressed, or repeats.
    Key(Key),
    /// A text was pasted; lines end with `\n`.
    Paste(String),
    /// The main button was pressed on a cell.
    Click {
        /// Column, from 0.
        column: u16,
        /// Row, from 0.
        row: u16,
    },
    /// The wheel was turned over a cell.
    Wheel {
        /// Column, from 0.
        column: u16,
        /// Row, from 0.
        row: u16,
        /// Steps; negative is up.
        steps: i32,
    },
    /// The terminal has, or has not, the keyboard.
    Focused(bool),
    /// The terminal is now this large, in cells.
    Resized {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
}

/// The stream of what comes. Reading begins with the first poll.
#[derive(Debug)]
pub struct Input {
    events: EventStream,
    stray: Stray,
}

impl Input {
    /// The stream. `late_answers` says whether the terminal was asked something and may answer yet.
    pub fn new(late_answers: bool) -> Self {
        Self {
            events: EventStream::new(),
            stray: Stray::new(late_answers),
        }
    }
}

impl Stream for Input {
    type Item = io::Result<Incoming>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let event = match Pin::new(&mut self.events).poll_next(cx) {
                Poll::Ready(Some(Ok(event))) => event,
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            };
            if let Some(incoming) = read(event).filter(|incoming| !self.stray.swallows(incoming)) {
                return Poll::Ready(Some(Ok(incoming)));
            }
        }
    }
}

/// Our word for an event; `None` for what means nothing here: releases, movement, modifiers alone.
fn read(event: Event) -> Option<Incoming> {
    match event {
        Event::Key(event) if event.kind == KeyEventKind::Release => None,
        Event::Key(event) => key(event).map(Incoming::Key),
        Event::Paste(text) => Some(Incoming::Paste(lines(&text))),
        Event::Resize(columns, rows) => Some(Incoming::Resized { columns, rows }),
        Event::FocusGained => Some(Incoming::Focused(true)),
        Event::FocusLost => Some(Incoming::Focused(false)),
        Event::Mouse(mouse) => {
            let (column, row) = (mouse.column, mouse.row);
            match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Incoming::Click { column, row }),
                MouseEventKind::ScrollUp => Some(Incoming::Wheel {
                    column,
                    row,
                    steps: -1,
                }),
                MouseEventKind::ScrollDown => Some(Incoming::Wheel {
                    column,
                    row,
                    steps: 1,
                }),
                _ => None,
            }
        }
    }
}

/// Terminals send a carriage return for each line end of a paste.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn key(event: KeyEvent) -> Option<Key> {
    let mut ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let mut alt = event.modifiers.contains(KeyModifiers::ALT);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        KeyCode::Char(c) => {
            // AltGr comes as ctrl and alt together on some systems; the character it makes is text.
            if ctrl && alt && !c.is_ascii_alphanumeric() && c != ' ' {
                (ctrl, alt) = (false, false);
            }
            Code::Char(if ctrl { control(c) } else { c })
        }
        KeyCode::Null => {
            ctrl = true;
            Code::Char(' ')
        }
        KeyCode::BackTab => return Some(Key::new(Code::Tab, ctrl, alt, true)),
        other => named(other)?,
    };
    // A capital already says that shift was held.
    let shift = shift && !matches!(code, Code::Char(c) if c.is_uppercase());
    Some(Key::new(code, ctrl, alt, shift))
}

/// The last four control characters are reported as digits; people know them by these signs.
fn control(c: char) -> char {
    match c {
        '4' => '\\',
        '5' => ']',
        '6' => '^',
        '7' => '_',
        other => other,
    }
}

fn named(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<String> {
        match read(Event::Key(KeyEvent::new(code, modifiers)))? {
            Incoming::Key(key) => Some(key.to_string()),
            _ => None,
        }
    }

    #[test]
    fn keys_have_one_name_each() {
        let none = KeyModifiers::NONE;
        let ctrl = KeyModifiers::CONTROL;
        let shift = KeyModifiers::SHIFT;
        let alt = KeyModifiers::ALT;
        for (code, modifiers, name) in [
            (KeyCode::Char('k'), ctrl, "ctrl-k"),
            (KeyCode::Char('G'), shift, "shift-g"),
            (KeyCode::Char('G'), none, "shift-g"),
            (KeyCode::Char('?'), shift, "?"),
            (KeyCode::Char('7'), ctrl, "ctrl-_"),
            (KeyCode::Char('7'), none, "7"),
            (KeyCode::BackTab, shift, "shift-tab"),
            (KeyCode::Enter, alt, "alt-enter"),
            (KeyCode::Null, none, "ctrl-space"),
            (KeyCode::F(10), none, "f10"),
        ] {
            assert_eq!(pressed(code, modifiers).as_deref(), Some(name));
        }
        assert_eq!(pressed(KeyCode::CapsLock, none), None);
    }

    #[test]
    fn what_altgr_makes_is_text() {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        for c in ['@', '€', '{', 'ą', '\\'] {
            assert_eq!(pressed(KeyCode::Char(c), both), Some(c.to_string()));
        }
        assert_eq!(
            pressed(KeyCode::Char('k'), both).as_deref(),
            Some("ctrl-alt-k")
        );
    }

    #[test]
    fn a_release_is_nothing() {
        let mut event = KeyEvent::new(KeyCode::Char('x'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(read(Event::Key(event)), None);
    }

    #[test]
    fn pasted_lines_end_with_newlines() {
        let pasted = read(Event::Paste("a\rb\r\nc\n".to_owned()));
        assert_eq!(pasted, Some(Incoming::Paste("a\nb\nc\n".to_owned())));
    }
}
