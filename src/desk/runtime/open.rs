//! Opening the socket, and telling what may get better by itself from what will not.

use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::error::{ProtocolError, UrlError};
use tokio_tungstenite::tungstenite::http::{HeaderValue, StatusCode, header};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, http};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::address::Address;
use crate::protocol::SUBPROTOCOL;

/// An open socket.
pub(super) type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Bytes read at once. The library's own default is 128 KiB for every connection.
const READ_BUFFER: usize = 4 * 1024;

/// The largest frame taken, in bytes: a conversation of 200 messages of 28 KB with its transcript, twice over.
const LARGEST: usize = 16 << 20;

/// How an attempt ended.
pub(super) enum Opening {
    /// It is open.
    Open(Box<Stream>),
    /// It is not, for a reason that may pass.
    Later(String),
    /// It is not, and will not be as long as nobody changes anything.
    Never(String),
}

/// Opens the socket.
pub(super) async fn open(address: &Address) -> Opening {
    let mut request = match address.uri().clone().into_client_request() {
        Ok(request) => request,
        Err(error) => return Opening::Never(error.to_string()),
    };
    request.headers_mut().insert(
        header::SEC_WEBSOCKET_PROTOCOL,
        HeaderValue::from_static(SUBPROTOCOL),
    );
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .max_message_size(Some(LARGEST))
        .max_frame_size(Some(LARGEST));
    match connect_async_with_config(request, Some(config), true).await {
        Ok((stream, _)) => Opening::Open(Box::new(stream)),
        Err(error) => judge(error),
    }
}

fn judge(error: Error) -> Opening {
    match error {
        Error::Http(response) => by_status(response.status()),
        Error::Url(UrlError::UnableToConnect(place)) => {
            Opening::Later(format!("nobody answers at {place}"))
        }
        Error::Url(error) => Opening::Never(error.to_string()),
        Error::Tls(error) => Opening::Never(format!("TLS: {error}")),
        Error::Protocol(ProtocolError::SecWebSocketSubProtocolError(_)) => {
            Opening::Never("what answers there is not a deskhand backend".to_owned())
        }
        // rustls hands its refusals over as IO errors of this kind; a certificate does not mend itself.
        Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            Opening::Never(format!("TLS: {error}"))
        }
        Error::Io(error) => Opening::Later(error.to_string()),
        other => Opening::Later(other.to_string()),
    }
}

fn by_status(status: http::StatusCode) -> Opening {
    let words = format!("the backend answers {status}");
    let passes = status.is_server_error()
        || matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
        );
    if passes {
        Opening::Later(words)
    } else {
        Opening::Never(words)
    }
}
