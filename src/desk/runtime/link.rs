//! The socket to the backend: a task that opens it when told to, carries frames both ways, and pings.
//!
//! It knows nothing of the protocol but that frames are text. When to try again is the core's business.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_tungstenite::tungstenite::{Bytes, Message, Utf8Bytes};

use super::address::Address;
use super::open::{Opening, Stream, open};
use crate::desk::app::SocketEvent;
use crate::protocol::Frame;

/// How many frames wait on either side before the other is held up.
const QUEUE: usize = 256;

/// How long opening may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a closing handshake may take.
const FAREWELL: Duration = Duration::from_millis(500);

/// How many pings may be unanswered before the connection counts as lost.
const MISSED: u32 = 3;

/// What the task is told.
#[derive(Debug)]
enum Order {
    /// Open.
    Connect,
    /// Close in due form.
    Disconnect,
    /// Write a text frame.
    Send(String),
    /// Ping this often from now on.
    Heartbeat(Duration),
}

/// The handle of the task. Dropping it closes the socket.
#[derive(Debug)]
pub(super) struct Link {
    address: Address,
    orders: mpsc::Sender<Order>,
    events: mpsc::Receiver<SocketEvent>,
    task: tokio::task::JoinHandle<()>,
}

/// The backend takes nothing any more: as many frames wait as are allowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stuck;

impl Link {
    /// A link that is not open.
    pub(super) fn new(address: Address) -> Self {
        let (orders, theirs) = mpsc::channel(QUEUE);
        let (out, events) = mpsc::channel(QUEUE);
        let task = tokio::spawn(serve(address.clone(), theirs, out));
        Self {
            address,
            orders,
            events,
            task,
        }
    }

    /// Gives the socket up as it is and begins anew, not open.
    pub(super) fn restart(&mut self) {
        self.task.abort();
        *self = Self::new(self.address.clone());
    }

    /// Asks for the socket to be opened.
    pub(super) fn connect(&self) -> Result<(), Stuck> {
        self.order(Order::Connect)
    }

    /// Asks for it to be closed.
    pub(super) fn disconnect(&self) -> Result<(), Stuck> {
        self.order(Order::Disconnect)
    }

    /// Writes a frame.
    pub(super) fn send(&self, text: String) -> Result<(), Stuck> {
        self.order(Order::Send(text))
    }

    /// Pings this often.
    pub(super) fn heartbeat(&self, every: Duration) -> Result<(), Stuck> {
        self.order(Order::Heartbeat(every))
    }

    /// What happened next.
    pub(super) async fn next(&mut self) -> SocketEvent {
        if let Some(event) = self.events.recv().await {
            return event;
        }
        self.restart();
        SocketEvent::Closed {
            reason: "the connection has failed inside deskhand".to_owned(),
        }
    }

    /// What happened next, if it has happened already.
    pub(super) fn ready(&mut self) -> Option<SocketEvent> {
        self.events.try_recv().ok()
    }

    /// Lets go of the socket: what was told before is still done, within [`FAREWELL`].
    pub(super) async fn end(self) {
        drop((self.orders, self.events));
        let _ = timeout(FAREWELL * 2, self.task).await;
    }

    fn order(&self, order: Order) -> Result<(), Stuck> {
        self.orders.try_send(order).map_err(|_| Stuck)
    }
}

async fn serve(
    address: Address,
    mut orders: mpsc::Receiver<Order>,
    events: mpsc::Sender<SocketEvent>,
) {
    while let Some(order) = orders.recv().await {
        if !matches!(order, Order::Connect) {
            continue;
        }
        let over = match timeout(PATIENCE, open(&address)).await {
            Ok(Opening::Open(stream)) => {
                if events.send(SocketEvent::Opened).await.is_err() {
                    return;
                }
                Some(carry(*stream, &mut orders, &events).await)
            }
            Ok(Opening::Later(reason)) => Some(reason),
            Ok(Opening::Never(reason)) => {
                let _ = events.send(SocketEvent::Refused { reason }).await;
                None
            }
            Err(_) => Some("the backend does not answer".to_owned()),
        };
        if let Some(reason) = over {
            let _ = events.send(SocketEvent::Closed { reason }).await;
        }
    }
}

/// Pings under way.
struct Pulse {
    ticks: Option<tokio::time::Interval>,
    sent: Option<Instant>,
    unanswered: u32,
}

impl Pulse {
    fn every(period: Duration) -> Self {
        let period = period.max(Duration::from_millis(100));
        let mut ticks = interval_at(Instant::now(), period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            ticks: Some(ticks),
            sent: None,
            unanswered: 0,
        }
    }

    fn none() -> Self {
        Self {
            ticks: None,
            sent: None,
            unanswered: 0,
        }
    }

    async fn tick(&mut self) {
        match &mut self.ticks {
            Some(ticks) => {
                ticks.tick().await;
            }
            None => std::future::pending().await,
        }
    }

    /// Milliseconds since the ping that is answered now.
    fn answered(&mut self) -> Option<u32> {
        self.unanswered = 0;
        self.sent
            .take()
            .map(|sent| u32::try_from(sent.elapsed().as_millis()).unwrap_or(u32::MAX))
    }
}

/// Carries frames until the connection is over; says why it is.
async fn carry(
    mut stream: Stream,
    orders: &mut mpsc::Receiver<Order>,
    events: &mpsc::Sender<SocketEvent>,
) -> String {
    let mut pulse = Pulse::none();
    loop {
        tokio::select! {
            frame = stream.next() => match frame {
                Some(Ok(message)) => match received(message, &mut pulse) {
                    Received::Event(event) => {
                        if events.send(event).await.is_err() {
                            return String::new();
                        }
                    }
                    Received::Nothing => {}
                    Received::End(reason) => return reason,
                },
                Some(Err(error)) => return format!("the connection broke: {error}"),
                None => return "the backend closed the connection".to_owned(),
            },
            order = orders.recv() => match order {
                Some(Order::Send(text)) => {
                    if let Err(error) = stream.send(Message::Text(Utf8Bytes::from(text))).await {
                        return format!("the connection broke: {error}");
                    }
                }
                Some(Order::Heartbeat(every)) => pulse = Pulse::every(every),
                Some(Order::Connect) => {}
                Some(Order::Disconnect) | None => return farewell(stream).await,
            },
            () = pulse.tick() => {
                if pulse.unanswered >= MISSED {
                    return format!("the backend has not answered {MISSED} pings");
                }
                pulse.unanswered += 1;
                pulse.sent.get_or_insert_with(Instant::now);
                if let Err(error) = stream.send(Message::Ping(Bytes::new())).await {
                    return format!("the connection broke: {error}");
                }
            }
        }
    }
}

/// Closes in due form: the other side has a moment to answer.
async fn farewell(mut stream: Stream) -> String {
    let close = async {
        let _ = stream.close(None).await;
        while let Some(Ok(_)) = stream.next().await {}
    };
    let _ = timeout(FAREWELL, close).await;
    "signed off".to_owned()
}

enum Received {
    Event(SocketEvent),
    Nothing,
    End(String),
}

fn received(message: Message, pulse: &mut Pulse) -> Received {
    match message {
        Message::Text(text) => Received::Event(match Frame::read(text.as_str()) {
            Ok(frame) => SocketEvent::Frame(Box::new(frame)),
            Err(error) => SocketEvent::Garbled(error.to_string()),
        }),
        Message::Binary(_) => Received::Event(SocketEvent::Garbled("a binary frame".to_owned())),
        Message::Pong(_) => match pulse.answered() {
            Some(millis) => Received::Event(SocketEvent::Latency(millis)),
            None => Received::Nothing,
        },
        Message::Close(Some(frame)) if !frame.reason.is_empty() => {
            Received::End(frame.reason.to_string())
        }
        Message::Close(_) => Received::End("the backend closed the connection".to_owned()),
        Message::Ping(_) | Message::Frame(_) => Received::Nothing,
    }
}
