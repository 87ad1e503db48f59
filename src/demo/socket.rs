//! A WebSocket of a scripted client.

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::trouble::Trouble;

/// An open socket.
#[derive(Debug)]
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Socket(error.to_string())
    }
}

impl Socket {
    /// Opens an HTTP address as a WebSocket, with one header beside the usual ones.
    pub async fn open(url: &str, header: (&'static str, &str)) -> Result<Self, Trouble> {
        let address = url.replacen("http", "ws", 1);
        let mut request = address.into_client_request()?;
        let value = HeaderValue::from_str(header.1)
            .map_err(|_| Trouble::Socket(format!("the header {} cannot be sent", header.0)))?;
        request.headers_mut().insert(header.0, value);
        Ok(Self(connect_async(request).await?.0))
    }

    /// The next text; none at the end. May be given up at any moment without losing anything.
    pub async fn read(&mut self) -> Result<Option<String>, Trouble> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return Ok(Some(text.as_str().to_owned())),
                Some(
                    Ok(Message::Close(_)) | Err(Error::ConnectionClosed | Error::AlreadyClosed),
                )
                | None => return Ok(None),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.into()),
            }
        }
    }

    /// Writes a text.
    pub async fn write(&mut self, text: String) -> Result<(), Trouble> {
        Ok(self.0.send(Message::Text(text.into())).await?)
    }

    /// Closes it in due form.
    pub async fn close(mut self) {
        // Whoever has gone need not be told.
        let _ = self.0.close(None).await;
    }
}
