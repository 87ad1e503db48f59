//! The backend's HTTP surface, as adapters and administrators use it.

use reqwest::{Client, RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::cast::{Colleague, Line, Person};
use super::trouble::Trouble;
use crate::activity::ActivitySet;
use crate::domain::ConversationId;

/// Somebody who calls: an administrator or an application.
#[derive(Clone, Debug)]
pub struct Web {
    client: Client,
    url: String,
    token: String,
}

/// What became of a handoff.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The conversation it became.
    pub conversation_id: ConversationId,
}

impl Web {
    /// A caller with this token.
    pub fn new(url: &str, token: &str) -> Self {
        Self {
            client: Client::new(),
            url: url.to_owned(),
            token: token.to_owned(),
        }
    }

    /// Where the backend is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What this caller shows.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Sets up a queue with this countdown.
    pub async fn add_queue(&self, line: &Line, offer_seconds: u32) -> Result<(), Trouble> {
        let body = json!({
            "id": line.id,
            "name": line.name,
            "topics": line.topics,
            "settings": {"offerSeconds": offer_seconds},
        });
        self.post("/v1/admin/queues", &body).await.map(drop)
    }

    /// Adds the person at the desk; their token.
    pub async fn add_person(&self, person: &Person) -> Result<String, Trouble> {
        self.add_user(json!({
            "user": person.user,
            "name": person.name,
            "role": person.role,
            "capacity": person.capacity,
            "queues": person.queues,
        }))
        .await
    }

    /// Adds a colleague; their token.
    pub async fn add_colleague(&self, colleague: &Colleague) -> Result<String, Trouble> {
        self.add_user(json!({
            "user": colleague.user,
            "name": colleague.name,
            "role": "agent",
            "capacity": colleague.capacity,
            "queues": colleague.queues,
        }))
        .await
    }

    async fn add_user(&self, body: Value) -> Result<String, Trouble> {
        let added = self.post("/v1/admin/users", &body).await?;
        field(&added, "token")
    }

    /// Registers an application and signs it in by client credentials.
    pub async fn register_app(&self, name: &str) -> Result<Self, Trouble> {
        let registered = self.post("/v1/admin/apps", &json!({"name": name})).await?;
        let form = [
            ("grant_type", "client_credentials".to_owned()),
            ("client_id", field(&registered, "applicationId")?),
            ("client_secret", field(&registered, "clientSecret")?),
        ];
        let request = self.client.post(format!("{}/oauth2/v2.0/token", self.url));
        let granted = answer("a token", request.form(&form)).await?;
        Ok(Self {
            token: field(&granted, "access_token")?,
            ..self.clone()
        })
    }

    /// Hands over.
    pub async fn hand_over(&self, body: &Value) -> Result<Receipt, Trouble> {
        let answer = self.post("/v1/handoffs", body).await?;
        serde_json::from_value(answer).map_err(|error| Trouble::Refused {
            what: "to say where the handoff went".to_owned(),
            status: StatusCode::OK.as_u16(),
            body: error.to_string(),
        })
    }

    /// Posts an activity into a conversation.
    pub async fn tell(&self, id: &ConversationId, activity: &Value) -> Result<(), Trouble> {
        let path = format!("/v1/conversations/{id}/activities");
        self.post(&path, activity).await.map(drop)
    }

    /// Everything the bot's side was told after a watermark, page by page until there is no more.
    pub async fn told(
        &self,
        id: &ConversationId,
    ) -> Result<Vec<crate::activity::Activity>, Trouble> {
        let (mut all, mut watermark) = (Vec::new(), String::new());
        loop {
            let path = format!("/v1/conversations/{id}/activities");
            let address = self.after(&path, &watermark)?;
            let request = self.client.get(address);
            let page = answer("the activities", request.bearer_auth(&self.token)).await?;
            let page: ActivitySet =
                serde_json::from_value(page).map_err(|error| Trouble::Socket(error.to_string()))?;
            if page.activities.is_empty() {
                return Ok(all);
            }
            all.extend(page.activities);
            watermark = page.watermark.unwrap_or(watermark);
        }
    }

    /// The address of a path, reading on after a watermark.
    pub fn after(&self, path: &str, watermark: &str) -> Result<String, Trouble> {
        let address = format!("{}{path}", self.url);
        let address = reqwest::Url::parse_with_params(&address, [("watermark", watermark)]);
        let address = address.map_err(|error| Trouble::Socket(error.to_string()))?;
        Ok(address.into())
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, Trouble> {
        let request = self.client.post(format!("{}{path}", self.url)).json(body);
        answer(path, request.bearer_auth(&self.token)).await
    }
}

async fn answer(what: &str, request: RequestBuilder) -> Result<Value, Trouble> {
    let response = request.send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response.json().await?);
    }
    Err(Trouble::Refused {
        what: what.to_owned(),
        status: status.as_u16(),
        body: response.text().await?,
    })
}

fn field(value: &Value, name: &str) -> Result<String, Trouble> {
    let text = value.get(name).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| Trouble::Refused {
        what: format!("to tell {name}"),
        status: StatusCode::OK.as_u16(),
        body: value.to_string(),
    })
}
