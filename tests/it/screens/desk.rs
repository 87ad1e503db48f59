//! A desk without terminal and socket: events go in, a made-up backend answers its requests, the screen comes out.

use std::fmt::Write as _;

use deskhand::desk::app::{self, Action, Effect, Event, Input, Setup, SocketEvent, State};
use deskhand::desk::theme::Theme;
use deskhand::desk::ui::{self, Surface, View};
use deskhand::domain::Timestamp;
use deskhand::protocol::frame::JSONRPC;
use deskhand::protocol::{Call, ConversationDetail, Frame, Response, Welcome};
use ratatui::style::{Color, Modifier};
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

    /// The screen as text, with what every row's parts look like below it.
    pub fn screen(&mut self) -> String {
        self.draw();
        let buffer = self.surface.buffer();
        let columns = usize::from(buffer.area.width);
        let mut text = String::new();
        let mut looks = String::new();
        for (y, row) in buffer.content.chunks(columns).enumerate() {
            let line: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
            writeln!(text, "{}", line.trim_end()).unwrap();
            let mut x = 0;
            while x < columns {
                let look = (row[x].fg, row[x].bg, row[x].modifier);
                let end = (x..columns)
                    .find(|at| (row[*at].fg, row[*at].bg, row[*at].modifier) != look)
                    .unwrap_or(columns);
                if look != (Color::Reset, Color::Reset, Modifier::empty()) {
                    let words: String = row[x..end]
                        .iter()
                        .map(ratatui::buffer::Cell::symbol)
                        .collect();
                    if !words.trim().is_empty() {
                        writeln!(looks, "{y:>2}:{x:<3} {} {}", shown(look), words.trim()).unwrap();
                    }
                }
                x = end;
            }
        }
        let cursor = self
            .surface
            .cursor()
            .map_or_else(|| "hidden".to_owned(), |at| format!("{},{}", at.x, at.y));
        format!("{text}-- cursor {cursor}\n{looks}")
    }
}

fn shown((fg, bg, modifier): (Color, Color, Modifier)) -> String {
    let mut look = format!("{fg}");
    if bg != Color::Reset {
        write!(look, " on {bg}").unwrap();
    }
    for (name, _) in modifier.iter_names() {
        write!(look, " {}", name.to_lowercase()).unwrap();
    }
    look
}
