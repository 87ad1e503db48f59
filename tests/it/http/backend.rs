//! A whole backend in this process, on a free port, with its journal on disk; and a client that reads JSON.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use deskhand::domain::{Clock, Timestamp};
use deskhand::server::data_dir::{DataDir, DataDirError};
use deskhand::server::journal::Sqlite;
use deskhand::server::{Config, ServeError, SystemClock, serve};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The system's clock, put forward by hand.
#[derive(Debug, Default)]
pub struct ShiftedClock(AtomicI64);

impl ShiftedClock {
    pub fn forward(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        Timestamp(SystemClock.now().0 + self.0.load(Ordering::SeqCst))
    }
}

/// A running backend.
pub struct Backend {
    pub address: SocketAddr,
    pub admin: String,
    pub clock: Arc<ShiftedClock>,
    client: reqwest::Client,
    stop: oneshot::Sender<()>,
    served: JoinHandle<Result<(), ServeError>>,
}

/// A status and a body.
pub type Answer = (u16, Value);

/// A child that another test is starting holds our lock for a moment, from its fork until it becomes its program.
async fn open(folder: &Path) -> DataDir {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        match DataDir::open(folder) {
            Err(DataDirError::InUse(_)) if std::time::Instant::now() < end => {
                tokio::task::yield_now().await;
            }
            other => return other.unwrap(),
        }
    }
}

impl Backend {
    pub async fn start(folder: &Path) -> Self {
        let dir = open(folder).await;
        let admin = dir.admin_token().unwrap();
        let journal = Box::new(Sqlite::open(folder).unwrap());
        let config = Config::new(journal, admin.hash(), dir.signing_key().unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let clock = Arc::new(ShiftedClock::default());
        let (stop, stopped) = oneshot::channel();
        let time = Arc::clone(&clock);
        let served = tokio::spawn(async move {
            let shutdown = async {
                let _ = stopped.await;
            };
            let served = serve(listener, config, time, shutdown).await;
            drop(dir);
            served
        });
        Self {
            address,
            admin: admin.expose().to_owned(),
            clock,
            client: reqwest::Client::new(),
            stop,
            served,
        }
    }

    /// Stops cleanly.
    pub async fn stop(self) {
        self.begin_to_stop().await.unwrap().unwrap();
    }

    /// Says that it is to stop, and hands out the end.
    pub fn begin_to_stop(self) -> JoinHandle<Result<(), ServeError>> {
        self.stop.send(()).unwrap();
        self.served
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn request(&self, method: Method, path: &str, token: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method, self.url(path))
            .bearer_auth(token)
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        read(self.request(Method::GET, path, token)).await
    }

    pub async fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        read(self.request(Method::POST, path, token).json(body)).await
    }

    pub async fn delete(&self, path: &str, token: &str) -> Answer {
        read(self.request(Method::DELETE, path, token)).await
    }

    /// Adds somebody to the default queue; their token.
    pub async fn person(&self, user: &str, role: &str) -> String {
        let wanted = json!({"user": user, "role": role, "name": user.to_uppercase()});
        let (status, added) = self.post("/v1/admin/users", &self.admin, &wanted).await;
        assert_eq!(status, 201, "{added}");
        added["token"].as_str().unwrap().to_owned()
    }

    /// Registers an application: its id and secret.
    pub async fn register(&self, name: &str) -> (String, String) {
        let (status, app) = self
            .post("/v1/admin/apps", &self.admin, &json!({"name": name}))
            .await;
        assert_eq!(status, 201, "{app}");
        let text = |field: &str| app[field].as_str().unwrap().to_owned();
        (text("applicationId"), text("clientSecret"))
    }

    /// Registers an application; an access token of it.
    pub async fn app(&self, name: &str) -> String {
        let (id, secret) = self.register(name).await;
        let (status, granted) = self.token_for(&id, &secret).await;
        assert_eq!(status, 200, "{granted}");
        granted["access_token"].as_str().unwrap().to_owned()
    }

    pub async fn token_for(&self, id: &str, secret: &str) -> Answer {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", id),
            ("client_secret", secret),
        ];
        read(self.client.post(self.url("/oauth2/v2.0/token")).form(&form)).await
    }

    /// Hands over; the id of the conversation.
    pub async fn hand_over(&self, token: &str, payload: &Value) -> String {
        let (status, receipt) = self.post("/v1/handoffs", token, payload).await;
        assert_eq!(status, 201, "{receipt}");
        receipt["conversationId"].as_str().unwrap().to_owned()
    }
}

/// Sends a request; a body that is not JSON is a text.
pub async fn read(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (
        status,
        serde_json::from_str(&text).unwrap_or(Value::String(text)),
    )
}

/// A handoff as Copilot Studio sends it.
pub fn handoff(conversation: &str) -> Value {
    let said = |role: &str, text: &str| json!({"type": "message", "text": text, "from": {"id": role, "role": role}});
    json!({"activities": [{
        "type": "event", "name": "handoff.initiate", "id": format!("{conversation}|0000005"),
        "timestamp": "2020-02-10T21:51:37.4997264Z", "channelId": "directline",
        "from": {"id": "b", "name": "Helper", "role": "bot"},
        "conversation": {"id": conversation},
        "attachments": [{"contentType": "application/json", "name": "Transcript", "content": {"activities": [
            said("user", "hi"), said("bot", "Hello! \u{1f44b}"), said("user", "my order is broken")
        ]}}],
        "value": {"va_LastTopic": "Returns", "va_LastPhrase": "my order is broken", "OrderNumber": "42"},
        "relatesTo": {"user": {"id": "u", "name": "Ana Ruiz"}, "bot": {"id": "b"}},
        "cci_stray": true
    }], "watermark": "5"})
}
