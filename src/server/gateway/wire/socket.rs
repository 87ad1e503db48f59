//! What a session needs of a socket.

use std::fmt::Display;

use axum::extract::ws::Message;
use futures_util::{Sink, SinkExt, Stream, StreamExt};

/// What a session needs of a socket: anything that takes and gives frames, in the product an upgraded connection, in tests a
/// pair of channels.
pub(in crate::server::gateway) trait Socket: Unpin + Send {
    /// The next frame.
    fn receive(&mut self) -> impl Future<Output = Option<Result<Message, String>>> + Send;
    /// Takes a frame to be written.
    fn take(&mut self, message: Message) -> impl Future<Output = Result<(), Gone>> + Send;
    /// Writes what was taken.
    fn see_off(&mut self) -> impl Future<Output = Result<(), Gone>> + Send;
    /// Closes.
    fn shut(&mut self) -> impl Future<Output = Result<(), Gone>> + Send;
}

/// The other side has gone.
#[derive(Clone, Copy, Debug)]
pub(in crate::server::gateway) struct Gone;

impl<S, E> Socket for S
where
    S: Stream<Item = Result<Message, E>> + Sink<Message, Error = E> + Unpin + Send,
    E: Display + Send,
{
    async fn receive(&mut self) -> Option<Result<Message, String>> {
        let frame = self.next().await?;
        Some(frame.map_err(|error| error.to_string()))
    }

    async fn take(&mut self, message: Message) -> Result<(), Gone> {
        self.feed(message).await.map_err(|_| Gone)
    }

    async fn see_off(&mut self) -> Result<(), Gone> {
        self.flush().await.map_err(|_| Gone)
    }

    async fn shut(&mut self) -> Result<(), Gone> {
        self.close().await.map_err(|_| Gone)
    }
}
