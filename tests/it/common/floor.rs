//! A real backend as a process of its own, with people, an application, and handoffs over HTTP.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// A backend that is killed when it is dropped.
pub struct Floor {
    home: PathBuf,
    /// Where it listens.
    pub url: String,
    process: Child,
    access: Option<String>,
    runtime: tokio::runtime::Runtime,
}

impl Floor {
    /// Starts one that keeps everything below `home`.
    pub fn start(home: &Path) -> Self {
        let (process, url) = serve(home, "127.0.0.1:0");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let mut floor = Self {
            home: home.to_owned(),
            url,
            process,
            access: None,
            runtime,
        };
        floor.access = Some(floor.access_token());
        floor
    }

    /// Kills it, as a machine would.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again at the same address with what it kept.
    pub fn start_again(&mut self) {
        let address = self.url.strip_prefix("http://").unwrap().to_owned();
        self.process = serve(&self.home, &address).0;
    }

    /// Adds somebody and gives their token.
    pub fn user(&self, name: &str, role: &str) -> String {
        let added = self.command(&["user", "add", name, "--role", role]);
        added["token"].as_str().unwrap().to_owned()
    }

    /// Adds somebody who takes work from a queue and gives their token.
    pub fn user_of(&self, name: &str, role: &str, queue: &str) -> String {
        let added = self.command(&["user", "add", name, "--role", role, "--queue", queue]);
        added["token"].as_str().unwrap().to_owned()
    }

    /// Adds a queue.
    pub fn queue(&self, id: &str, name: &str) {
        self.command(&["queue", "add", id, "--name", name]);
    }

    /// Hands over exactly this. Gives the conversation's id.
    pub fn hand_over_as(&self, path: &str, handoff: &Value) -> String {
        let answer = self.post(path, handoff);
        answer["conversationId"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned()
    }

    /// Hands a conversation over: the bot's transcript, then the transfer. Gives its id.
    pub fn hand_over(&self, customer: &str, said: &[&str]) -> String {
        let from = json!({"id": customer, "name": customer, "role": "user"});
        let transcript: Vec<Value> = said
            .iter()
            .enumerate()
            .map(|(at, text)| {
                let time = format!("2026-01-05T10:00:{at:02}.000Z");
                json!({"type": "message", "id": format!("{customer}-{at}"), "timestamp": time, "text": text, "from": from})
            })
            .collect();
        let handoff = json!({
            "type": "event",
            "name": "handoff.initiate",
            "id": format!("handoff-{customer}"),
            "conversation": {"id": format!("bot-{customer}")},
            "from": {"id": "bot", "name": "Contoso Bot", "role": "bot"},
            "value": {"va_LastTopic": "Returns", "va_LastPhrases": said.last()},
            "attachments": [{
                "contentType": "application/json",
                "name": "Transcript",
                "content": {"activities": transcript}
            }],
        });
        let answer = self.post("/v1/handoffs", &handoff);
        answer["conversationId"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned()
    }

    /// Says something as the customer.
    pub fn customer_says(&self, conversation: &str, text: &str) {
        let activity = json!({"type": "message", "text": text, "from": {"id": "customer", "name": "Customer"}});
        self.post(
            &format!("/v1/conversations/{conversation}/activities"),
            &activity,
        );
    }

    /// What went out to the customer so far: the texts of the agent's messages, in order.
    pub fn heard(&self, conversation: &str) -> Vec<String> {
        let set = self.request(
            "GET",
            &format!("/v1/conversations/{conversation}/activities"),
            None,
        );
        let activities = set["activities"]
            .as_array()
            .unwrap_or_else(|| panic!("{set}"))
            .clone();
        activities
            .iter()
            .filter(|activity| activity["type"] == "message")
            .filter_map(|activity| activity["text"].as_str().map(str::to_owned))
            .collect()
    }

    /// Everything that went out, by type and name.
    pub fn outward(&self, conversation: &str) -> Vec<Value> {
        let set = self.request(
            "GET",
            &format!("/v1/conversations/{conversation}/activities"),
            None,
        );
        set["activities"]
            .as_array()
            .unwrap_or_else(|| panic!("{set}"))
            .clone()
    }

    fn access_token(&self) -> String {
        let app = self.command(&["app", "register", "bot"]);
        let text = |name: &str| app[name].as_str().unwrap().to_owned();
        let form = [
            ("grant_type", "client_credentials".to_owned()),
            ("client_id", text("applicationId")),
            ("client_secret", text("clientSecret")),
        ];
        let url = format!("{}/oauth2/v2.0/token", self.url);
        let answer: Value = self.runtime.block_on(async {
            let answer = reqwest::Client::new()
                .post(url)
                .form(&form)
                .send()
                .await
                .unwrap();
            answer.json().await.unwrap()
        });
        answer["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.request("POST", path, Some(body))
    }

    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let url = format!("{}{path}", self.url);
        self.runtime.block_on(async {
            let client = reqwest::Client::new();
            let request = client
                .request(method.parse().unwrap(), url)
                .bearer_auth(self.access.as_deref().unwrap());
            let request = if let Some(body) = body {
                request.json(body)
            } else {
                request
            };
            let answer = request.send().await.unwrap();
            let status = answer.status();
            let text = answer.text().await.unwrap();
            assert!(status.is_success(), "{method} {path}: {status} {text}");
            serde_json::from_str(&text).unwrap_or_default()
        })
    }

    fn command(&self, arguments: &[&str]) -> Value {
        let output = program(&self.home)
            .args(arguments)
            .args(["--format", "json"])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskhand"));
    command
        .env_clear()
        .env("HOME", home)
        .env("DESKHAND_DATA", home.join("data"));
    command
}

fn serve(home: &Path, listen: &str) -> (Child, String) {
    let mut process = program(home)
        .args(["serve", "--listen", listen, "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap());
    let mut said = String::new();
    while serde_json::from_str::<Value>(&said).is_err() {
        assert!(
            lines.read_line(&mut said).unwrap() > 0,
            "the backend ended: {said}"
        );
    }
    // Nobody may be held up by a pipe that is not read.
    std::thread::spawn(move || lines.read_to_end(&mut Vec::new()));
    let said: Value = serde_json::from_str(&said).unwrap();
    (process, said["url"].as_str().unwrap().to_owned())
}
