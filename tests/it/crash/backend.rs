//! The process under test.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

/// A running `deskhand serve`; killed when it is dropped.
pub struct Backend {
    child: Option<Child>,
    url: String,
    token: String,
    client: Client,
}

fn log_file(dir: &Path) -> PathBuf {
    dir.join("log")
}

/// What the backends said so far.
pub fn log(dir: &Path) -> String {
    std::fs::read_to_string(log_file(dir)).unwrap_or_default()
}

impl Backend {
    /// Starts it on the data directory in `dir`; it has said where it listens, but need not be ready.
    pub async fn start(dir: &Path) -> Self {
        let log = File::options()
            .create(true)
            .append(true)
            .open(log_file(dir))
            .unwrap();
        let data = dir.join("data");
        let mut child = Command::new(env!("CARGO_BIN_EXE_deskhand"))
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--format",
                "json",
                "--data",
            ])
            .arg(&data)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        let read = tokio::task::spawn_blocking(move || {
            let mut lines = BufReader::new(stdout).lines();
            let mut text = String::new();
            loop {
                match lines.next() {
                    Some(Ok(line)) => text.push_str(&line),
                    other => panic!("it said {text:?}, then {other:?}"),
                }
                if let Ok(said) = serde_json::from_str::<Value>(&text) {
                    return said;
                }
            }
        });
        let said = read.await.unwrap();
        Self {
            child: Some(child),
            url: said["url"].as_str().unwrap().to_owned(),
            token: std::fs::read_to_string(data.join("admin.token"))
                .unwrap()
                .trim()
                .to_owned(),
            client: Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// The same backend, for those who talk to it while another hand holds the knife.
    pub fn address(&self) -> Self {
        Self {
            child: None,
            url: self.url.clone(),
            token: self.token.clone(),
            client: self.client.clone(),
        }
    }

    /// Waits until it answers.
    pub async fn ready(&self) {
        while !matches!(self.get("/readyz").send().await, Ok(answer) if answer.status().is_success())
        {
            tokio::task::yield_now().await;
        }
    }

    /// SIGKILL, now.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Where desks connect.
    pub fn desk_url(&self) -> String {
        format!("{}/v1/desk", self.url.replacen("http", "ws", 1))
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    /// Posts; `None` if the backend died before it answered.
    pub async fn post(&self, path: &str, body: &Value) -> Option<(StatusCode, Value)> {
        let answer = self
            .request(Method::POST, path)
            .json(body)
            .send()
            .await
            .ok()?;
        let status = answer.status();
        Some((status, answer.json().await.ok()?))
    }

    /// An agent who takes whatever comes; their token.
    pub async fn hire(&self, name: &str) -> String {
        let wanted = json!({"user": name, "role": "agent", "capacity": 500});
        let (status, hired) = self.post("/v1/admin/users", &wanted).await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{hired}");
        hired["token"].as_str().unwrap().to_owned()
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(&self.token)
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.kill();
    }
}
