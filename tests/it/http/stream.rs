//! An adapter's stream reduced to its socket.

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::backend::Backend;
use crate::gateway::desk::{DEADLINE, Socket};

/// A stream, and what came of it.
pub struct Stream {
    socket: Socket,
    /// The last watermark that came.
    pub watermark: Option<String>,
}

impl Stream {
    pub async fn open(backend: &Backend, token: &str, id: &str, watermark: Option<&str>) -> Self {
        Self::try_open(backend, token, id, watermark).await.unwrap()
    }

    pub async fn try_open(
        backend: &Backend,
        token: &str,
        id: &str,
        watermark: Option<&str>,
    ) -> Result<Self, Error> {
        let query = watermark.map_or_else(String::new, |mark| format!("?watermark={mark}"));
        let url = format!(
            "ws://{}/v1/conversations/{id}/stream{query}",
            backend.address
        );
        let mut request = url.into_client_request()?;
        let bearer = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
        let (socket, _) = connect_async(request).await?;
        Ok(Self {
            socket,
            watermark: watermark.map(str::to_owned),
        })
    }

    /// The next set of activities, or how it ended.
    pub async fn next(&mut self) -> Result<Vec<Value>, Option<CloseFrame>> {
        loop {
            let next = tokio::time::timeout(DEADLINE, self.socket.next()).await;
            match next.expect("nothing came") {
                Some(Ok(Message::Text(text))) => return Ok(self.take(&text)),
                Some(Ok(Message::Close(frame))) => return Err(frame),
                Some(Ok(_)) => {}
                None | Some(Err(_)) => return Err(None),
            }
        }
    }

    fn take(&mut self, text: &str) -> Vec<Value> {
        let mut set: Value = serde_json::from_str(text).unwrap();
        if let Some(mark) = set["watermark"].as_str() {
            self.watermark = Some(mark.to_owned());
        }
        let Value::Array(activities) = set["activities"].take() else {
            panic!("{text}");
        };
        activities
    }

    /// Reads until an activity fits; what was read, in order.
    pub async fn until(&mut self, fits: impl Fn(&Value) -> bool) -> Vec<Value> {
        let mut read = Vec::new();
        loop {
            let set = self.next().await.expect("the stream ended");
            let done = set.iter().any(&fits);
            read.extend(set);
            if done {
                return read;
            }
        }
    }

    /// Says something nobody listens to.
    pub async fn mumble(&mut self, text: &str) {
        self.socket.send(Message::Text(text.into())).await.unwrap();
    }
}
