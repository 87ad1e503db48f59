//! Talking to a running backend as its administrator.

use std::path::PathBuf;

use reqwest::{Method, StatusCode, Url};
use serde_json::Value;

use super::data;
use super::output::{Format, print, print_json};
use crate::content::sanitize;
use crate::error::{Error, Kind};
use crate::server::data_dir::{read_address, read_admin_token};

/// Which backend, with which token, answering how.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Address of the backend [default: of the one that runs on the data directory]
    #[arg(long, value_name = "URL", env = "DESKHAND_URL")]
    url: Option<String>,
    /// Token of an administrator [default: the one in the data directory]
    #[arg(
        long,
        value_name = "TOKEN",
        env = "DESKHAND_TOKEN",
        hide_env_values = true
    )]
    token: Option<String>,
    #[command(flatten)]
    data: data::Dir,
    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// A backend that was found.
pub struct Backend {
    url: String,
    token: String,
    client: reqwest::Client,
}

impl Options {
    /// Lists what the backend has of a kind, such as `users`: the answer as it is, or these columns of it, each a title
    /// and a field.
    pub fn list(&self, kind: &str, columns: &[(&str, &str)]) -> Result<(), Error> {
        let path = ["v1", "admin", kind];
        let answer = self.backend()?.call(Method::GET, &path, None)?;
        match self.format {
            Format::Json => print_json(&answer),
            Format::Text => print(&table(&answer, kind, columns)),
        }
    }

    /// Finds the backend: what is named comes first, the data directory fills the gaps.
    pub fn backend(&self) -> Result<Backend, Error> {
        let url = match &self.url {
            Some(url) => url.clone(),
            None => self.address()?,
        };
        let token = match &self.token {
            Some(token) => printable(token)?,
            None => self.admin_token()?,
        };
        let client = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(30))
            .build()
            .map_err(|error| {
                Error::new(Kind::Internal, "cannot make an HTTP client").caused_by(error)
            })?;
        Ok(Backend { url, token, client })
    }

    fn address(&self) -> Result<String, Error> {
        let dir = self.data.path()?;
        let found = read_address(&dir).map_err(|error| unreadable(&dir, error))?;
        found.ok_or_else(|| {
            Error::new(Kind::Unreachable, format!("no backend runs on {}", dir.display()))
                .hint("start one with `deskhand serve`, name its directory with --data, or its address with --url")
        })
    }

    fn admin_token(&self) -> Result<String, Error> {
        let dir = self.data.path()?;
        let found = read_admin_token(&dir).map_err(|error| unreadable(&dir, error))?;
        let token = found.ok_or_else(|| {
            Error::new(
                Kind::Denied,
                format!("there is no administrator's token in {}", dir.display()),
            )
            .hint("name the backend's directory with --data, or give a token with --token")
        })?;
        Ok(token.expose().to_owned())
    }
}

fn unreadable(dir: &std::path::Path, error: crate::server::data_dir::DataDirError) -> Error {
    let dir: PathBuf = dir.to_owned();
    Error::new(Kind::Denied, format!("cannot look into {}", dir.display()))
        .caused_by(error)
        .hint("only the user who runs the backend can; others use --url and --token")
}

/// A token as it may stand in a header; what a shell adds at its end is cut off.
fn printable(token: &str) -> Result<String, Error> {
    let token = token.trim();
    if !token.is_empty() && token.chars().all(|c| c.is_ascii_graphic()) {
        return Ok(token.to_owned());
    }
    Err(Error::new(Kind::Usage, "what was given as token is none")
        .hint("a token is one word of printable ASCII, in --token or DESKHAND_TOKEN"))
}

impl Backend {
    /// One request, on a runtime of its own. `null` if the backend has nothing to say.
    pub fn call(
        &self,
        method: Method,
        path: &[&str],
        body: Option<&Value>,
    ) -> Result<Value, Error> {
        let url = self.address_of(path)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| {
                Error::new(Kind::Failed, "cannot start the runtime").caused_by(error)
            })?;
        runtime.block_on(self.ask(method, url, body))
    }

    async fn ask(&self, method: Method, url: Url, body: Option<&Value>) -> Result<Value, Error> {
        let mut request = self.client.request(method, url).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request
            .send()
            .await
            .map_err(|error| self.no_answer(error))?;
        let status = response.status();
        let text = response
            .text()
            .await
            .map_err(|error| self.no_answer(error))?;
        if status.is_success() {
            return read(&text);
        }
        Err(refused(status, &text))
    }

    /// The parts of a path as they are: a name with a slash in it stays one part.
    fn address_of(&self, path: &[&str]) -> Result<Url, Error> {
        let wrong = || {
            Error::new(
                Kind::Usage,
                format!("{:?} is no address of a backend", self.url),
            )
            .hint("an address looks like http://127.0.0.1:8460")
        };
        let mut url = Url::parse(&self.url).map_err(|error| wrong().caused_by(error))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong());
        }
        url.path_segments_mut()
            .map_err(|()| wrong())?
            .pop_if_empty()
            .extend(path);
        Ok(url)
    }

    fn no_answer(&self, error: reqwest::Error) -> Error {
        Error::new(Kind::Unreachable, format!("nobody answers at {}", self.url))
            .caused_by(error)
            .hint("is the backend running there? `deskhand serve` starts one")
    }
}

fn read(text: &str) -> Result<Value, Error> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(text).map_err(|error| {
        Error::new(Kind::Failed, "what answers there is not a deskhand backend").caused_by(error)
    })
}

/// The backend's own words; whoever sent them, they come out as plain text.
fn refused(status: StatusCode, text: &str) -> Error {
    let kind = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Kind::Denied,
        _ => Kind::Failed,
    };
    let body: Value = serde_json::from_str(text).unwrap_or_default();
    let word = |name: &str| {
        let said = body
            .get("error")
            .and_then(|error| error.get(name)?.as_str());
        said.map(|said| sanitize::line(said).into_owned())
    };
    let message = word("message").unwrap_or_else(|| format!("the backend answers {status}"));
    let error = Error::new(kind, message);
    match word("hint") {
        Some(hint) => error.hint(hint),
        None => error,
    }
}

/// A text of the backend's answer, fit for a terminal; empty if there is none.
pub fn shown(answer: &Value, field: &str) -> String {
    match answer.get(field) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => sanitize::line(text).into_owned(),
        Some(Value::Array(items)) => {
            let texts = items.iter().filter_map(Value::as_str).map(sanitize::line);
            texts.collect::<Vec<_>>().join(" ")
        }
        Some(other) => other.to_string(),
    }
}

/// Rows of the backend's answer as a table: a heading, then one line each.
fn table(answer: &Value, list: &str, columns: &[(&str, &str)]) -> String {
    let heading = columns
        .iter()
        .map(|(title, _)| (*title).to_owned())
        .collect();
    let mut rows: Vec<Vec<String>> = vec![heading];
    for row in answer
        .get(list)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        rows.push(columns.iter().map(|(_, field)| shown(row, field)).collect());
    }
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| unicode_width::UnicodeWidthStr::width(cell.as_str()))
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| {
            let gap = width.saturating_sub(unicode_width::UnicodeWidthStr::width(cell.as_str()));
            format!("{cell}{}", " ".repeat(gap))
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_table_lines_up_and_shows_nothing_that_acts() {
        let answer = json!({"users": [
            {"user": "ana", "name": "Ana \u{1b}[31mRuiz", "queues": ["a", "b"], "load": 2},
            {"user": "b", "name": null}
        ]});
        let columns = [
            ("USER", "user"),
            ("QUEUES", "queues"),
            ("LOAD", "load"),
            ("NAME", "name"),
        ];
        let text = table(&answer, "users", &columns);
        assert!(
            text.starts_with("USER  QUEUES  LOAD  NAME\nana   a b     2     Ana "),
            "{text}"
        );
        assert!(!text.contains('\u{1b}'));
        assert!(text.ends_with("\nb\n"));
    }

    #[test]
    fn a_token_is_one_printable_word() {
        assert!(matches!(printable(" dhu_1\n"), Ok(token) if token == "dhu_1"));
        for wrong in ["", "\n", "two words", "a\u{1b}[2J", "ä"] {
            assert_eq!(
                printable(wrong).map_err(|e| e.kind()),
                Err(Kind::Usage),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn a_refusal_speaks_the_backends_words() {
        let error = refused(
            StatusCode::FORBIDDEN,
            r#"{"error":{"message":"no\u001b","hint":"ask"}}"#,
        );
        assert_eq!(error.kind(), Kind::Denied);
        assert!(error.report().contains("hint: ask") && !error.report().contains('\u{1b}'));
        let error = refused(StatusCode::BAD_GATEWAY, "<html>");
        assert!(error.report().contains("502"));
    }
}
