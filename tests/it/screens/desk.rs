//! A desk without terminal and socket: events go in, a made-up backend answers its requests, the screen comes out.

use deskhand::desk::app::{self, Action, Effect, Event, Input, Setup, SocketEvent, State};
use deskhand::desk::theme::Theme;
use deskhand::desk::ui::{self, Surface, View};
use deskhand::domain::Timestamp;
use deskhand::protocol::frame::JSONRPC;
use deskhand::protocol::{Call, ConversationDetail, Frame, Response, Welcome};
use serde_json::Value;

/// The desk.
pub struct Desk {
    pub state: State,
    pub view: View,
    pub surface: Surface,
    pub theme: Theme,
    pub now: Timestamp,
    welcome: Welcome,
    details: Vec<ConversationDetail>,
}

impl Desk {
    /// A desk of this size that is greeted with `welcome` and finds these conversations.
    pub fn new(
        setup: Setup,
        size: (u16, u16),
        theme: Theme,
        welcome: Welcome,
        details: Vec<ConversationDetail>,
    ) -> Self {
        let now = welcome.now;
        let surface = Surface::new(theme.clone());
        let mut desk = Self {
            state: State::new(setup),
            view: View::default(),
            surface,
            theme,
            now,
            welcome,
            details,
        };
        desk.resize(size);
        desk.input(Input::Start);
        desk.input(Input::Socket(SocketEvent::Opened));
        desk.input(Input::Socket(SocketEvent::Latency(4)));
        desk
    }

    /// Something happens; whatever it asks the backend is answered at once.
    pub fn input(&mut self, input: Input) {
        let effects = app::update(&mut self.state, Event::new(self.now, input));
        for effect in effects {
            let Effect::Send(request) = effect else {
                continue;
            };
            let Some(result) = self.answer(&request.call) else {
                continue;
            };
            let response = Response {
                jsonrpc: JSONRPC.to_owned(),
                id: Some(request.id),
                result: Some(result),
                error: None,
            };
            self.input(Input::Socket(SocketEvent::Frame(Box::new(
                Frame::Response(response),
            ))));
        }
    }

    pub fn act(&mut self, action: impl Into<Action>) {
        self.input(Input::Act(action.into()));
    }

    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.input(Input::Resize { columns, rows });
    }

    fn answer(&self, call: &Call) -> Option<Value> {
        match call {
            Call::Hello(_) => Some(serde_json::to_value(&self.welcome).unwrap()),
            Call::Open { conversation } => {
                let detail = self
                    .details
                    .iter()
                    .find(|detail| detail.row.id == *conversation)?;
                Some(serde_json::to_value(detail).unwrap())
            }
            Call::Totals { .. } => Some(serde_json::to_value(super::floor::totals()).unwrap()),
            _ => None,
        }
    }

    /// Draws a frame and tells the core what of the log is on it, as the runtime does.
    pub fn present(&mut self) {
        if let Some(viewport) =
            ui::draw(&self.state, &self.theme, &mut self.view, &mut self.surface)
        {
            self.input(Input::Laid(viewport));
        }
    }

    /// Draws until nothing moves any more.
    pub fn draw(&mut self) {
        for _ in 0..4 {
            self.present();
        }
        self.surface.settle();
    }
}
