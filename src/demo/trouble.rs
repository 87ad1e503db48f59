//! What can go wrong between the cast and the backend.

/// Something a scripted client could not do.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A file of the cast is broken.
    #[error(transparent)]
    Cast(#[from] super::cast::BadCast),
    /// The backend could not be started.
    #[error("the backend does not start")]
    Start(#[source] std::io::Error),
    /// The backend ended by itself.
    #[error("the backend has ended")]
    Backend(#[from] crate::server::ServeError),
    /// Nothing came back over HTTP, or not what was expected.
    #[error("the backend does not answer as it should over HTTP")]
    Http(#[from] reqwest::Error),
    /// The backend refused a request.
    #[error("the backend refused {what} with {status}: {body}")]
    Refused {
        /// What was asked.
        what: String,
        /// The HTTP status.
        status: u16,
        /// What it said.
        body: String,
    },
    /// A socket broke or never opened.
    #[error("a socket broke: {0}")]
    Socket(String),
}
