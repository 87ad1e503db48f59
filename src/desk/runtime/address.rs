//! Where the backend is, as people write it, and as the socket wants it.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use tokio_tungstenite::tungstenite::http::Uri;

/// The path of the agents' socket.
const PATH: &str = "/v1/desk";

/// The address of a backend's socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    uri: Uri,
}

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no address of a backend: {reason}")]
pub struct BadAddress {
    text: String,
    reason: String,
}

impl Address {
    /// Host and port, for people.
    pub fn shown(&self) -> String {
        let authority = self.uri.authority();
        authority
            .map_or("", |authority| authority.as_str())
            .to_owned()
    }

    /// Whether it goes over TLS.
    pub fn is_secure(&self) -> bool {
        self.uri.scheme_str() == Some("wss")
    }

    /// What the socket is opened with.
    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uri.fmt(f)
    }
}

impl FromStr for Address {
    type Err = BadAddress;

    /// Takes `http://`, `https://`, `ws://`, `wss://` with or without a path, and `host:port`, which goes over TLS unless
    /// the host is this machine: the token must not travel in clear.
    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let bad = |reason: String| BadAddress {
            text: text.to_owned(),
            reason,
        };
        let written = text.trim();
        let (secure, rest) = match written.split_once("://") {
            Some(("http" | "ws", rest)) => (Some(false), rest),
            Some(("https" | "wss", rest)) => (Some(true), rest),
            Some((scheme, _)) => {
                return Err(bad(format!("`{scheme}` is not http, https, ws or wss")));
            }
            None => (None, written),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(bad(
                "a name or password does not belong into it; give a token".to_owned(),
            ));
        }
        let scheme = if secure.unwrap_or_else(|| !is_loopback(authority)) {
            "wss"
        } else {
            "ws"
        };
        let base = path.trim_end_matches('/');
        let path = base.strip_suffix(PATH).unwrap_or(base);
        let uri: Uri = format!("{scheme}://{authority}{path}{PATH}")
            .parse()
            .map_err(|error| {
                bad(format!(
                    "{error}; write something like https://desk.example.org"
                ))
            })?;
        match uri.host() {
            Some(host) if authority != host && uri.port_u16().is_none() => {
                Err(bad("the port must be a number up to 65535".to_owned()))
            }
            Some(host) if !host.is_empty() && uri.query().is_none() => Ok(Self { uri }),
            _ => Err(bad(
                "it names no host; write something like https://desk.example.org".to_owned(),
            )),
        }
    }
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost"
        || bare
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn people_write_addresses_in_many_ways() {
        for (written, socket) in [
            ("http://127.0.0.1:4860", "ws://127.0.0.1:4860/v1/desk"),
            (
                "https://desk.example.org/",
                "wss://desk.example.org/v1/desk",
            ),
            ("ws://localhost:1", "ws://localhost:1/v1/desk"),
            ("wss://h/base/v1/desk", "wss://h/base/v1/desk"),
            ("https://h/base/", "wss://h/base/v1/desk"),
            ("127.0.0.1:4860", "ws://127.0.0.1:4860/v1/desk"),
            ("localhost:4860", "ws://localhost:4860/v1/desk"),
            ("[::1]:4860", "ws://[::1]:4860/v1/desk"),
            ("desk.example.org", "wss://desk.example.org/v1/desk"),
            (
                " desk.example.org:8443 ",
                "wss://desk.example.org:8443/v1/desk",
            ),
        ] {
            assert_eq!(
                written.parse::<Address>().unwrap().to_string(),
                socket,
                "{written}"
            );
        }
    }

    #[test]
    fn what_is_no_address_is_refused_in_words() {
        for written in [
            "",
            "ftp://h",
            "http://",
            "http://h:port",
            "https://ana:secret@h",
            "a b",
            "h?x=1",
            "\u{1b}[2J",
        ] {
            assert!(written.parse::<Address>().is_err(), "{written:?}");
        }
    }

    #[test]
    fn the_token_goes_in_clear_only_where_it_was_asked_for() {
        assert!("example.org:80".parse::<Address>().unwrap().is_secure());
        assert!(!"http://example.org".parse::<Address>().unwrap().is_secure());
        assert_eq!(
            "example.org:80".parse::<Address>().unwrap().shown(),
            "example.org:80"
        );
    }
}
