//! The adapter's stream: what the bot's side is told, resumed with the last watermark whenever the socket is lost.

use crate::activity::{Activity, ActivitySet};
use crate::demo::socket::Socket;
use crate::demo::trouble::Trouble;
use crate::demo::web::Web;
use crate::domain::ConversationId;

/// A stream that comes back.
#[derive(Debug)]
pub struct Stream {
    app: Web,
    path: String,
    watermark: String,
    socket: Option<Socket>,
    /// How often in a row the socket was opened without bringing anything.
    fruitless: u32,
}

/// A stream that was opened this often for nothing has ended.
const GIVES_UP: u32 = 3;

impl Stream {
    /// The stream of a conversation, from its beginning.
    pub fn new(app: &Web, id: &ConversationId) -> Self {
        Self {
            app: app.clone(),
            path: format!("/v1/conversations/{id}/stream"),
            watermark: String::new(),
            socket: None,
            fruitless: 0,
        }
    }

    /// The next activities; none at the end. May be given up at any moment without losing anything.
    pub async fn next(&mut self) -> Result<Option<Vec<Activity>>, Trouble> {
        loop {
            if self.fruitless > GIVES_UP {
                return Ok(None);
            }
            if self.socket.is_none() {
                self.fruitless += 1;
                self.socket = Some(self.open().await?);
            }
            let Some(socket) = &mut self.socket else {
                continue;
            };
            match socket.read().await {
                Ok(Some(text)) if text.is_empty() => {}
                Ok(Some(text)) => return self.take(&text).map(Some),
                Ok(None) | Err(_) => self.socket = None,
            }
        }
    }

    fn take(&mut self, text: &str) -> Result<Vec<Activity>, Trouble> {
        self.fruitless = 0;
        let set: ActivitySet =
            serde_json::from_str(text).map_err(|error| Trouble::Socket(error.to_string()))?;
        // A set without a watermark, such as typing, must not take the place away.
        if let Some(watermark) = set.watermark {
            self.watermark = watermark;
        }
        Ok(set.activities)
    }

    async fn open(&self) -> Result<Socket, Trouble> {
        let address = self.app.after(&self.path, &self.watermark)?;
        let bearer = format!("Bearer {}", self.app.token());
        Socket::open(&address, ("authorization", &bearer)).await
    }

    /// Loses the socket without a word.
    pub fn drop_socket(&mut self) {
        self.socket = None;
    }
}
