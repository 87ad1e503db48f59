//! Doing what the core wants done.

use std::io;
use std::time::Duration;

use super::desk::Desk;
use super::link::Stuck;
use crate::desk::app::{Effect, Input, SocketEvent};
use crate::protocol::Request;

impl Desk {
    /// Does one thing. What fails becomes an event of its own.
    pub(super) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Connect => self.carried(self.link.connect()),
            Effect::Disconnect => self.carried(self.link.disconnect()),
            Effect::Send(request) => self.send(&request),
            Effect::Heartbeat(millis) => {
                let every = Duration::from_millis(u64::from(millis));
                self.carried(self.link.heartbeat(every));
            }
            Effect::SaveDraft(draft) => self.drafts.save(draft),
            Effect::ClearDraft(conversation) => self.drafts.clear(conversation),
            Effect::Bell => self.written(self.terminal.bell()),
            Effect::Title(text) => self.written(self.terminal.title(&text)),
            Effect::Copy(text) => self.copy(&text),
            Effect::Redraw => {
                self.surface.invalidate();
                self.pace.changed();
            }
            Effect::Suspend => self.stop(),
            Effect::Quit => {
                self.over.get_or_insert(Ok(()));
            }
        }
    }

    fn send(&mut self, request: &Request) {
        match serde_json::to_string(request) {
            Ok(text) => self.carried(self.link.send(text)),
            Err(error) => self.feed(Input::Trouble(format!(
                "a request cannot be written: {error}"
            ))),
        }
    }

    fn copy(&mut self, text: &str) {
        match self.terminal.copy(text) {
            Ok(true) => {}
            Ok(false) => self.feed(Input::Trouble(
                "too long for the clipboard; copy a part of it".to_owned(),
            )),
            Err(error) => self.lose_terminal(error),
        }
    }

    fn written(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.lose_terminal(error);
        }
    }

    /// A backend that takes nothing any more is as good as gone.
    fn carried(&mut self, carried: Result<(), Stuck>) {
        if carried == Err(Stuck) {
            self.link.restart();
            let reason = "the backend takes nothing any more".to_owned();
            self.feed(Input::Socket(SocketEvent::Closed { reason }));
        }
    }
}
