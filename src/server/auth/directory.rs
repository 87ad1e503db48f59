//! The people and applications there are. Changes are facts: applied in order they give the directory.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::secret::Hash;
use crate::domain::{AgentId, AppId, Role, Timestamp};

/// A person who may sign in. Capacity and queues are the floor's business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// User name.
    pub id: AgentId,
    /// What they may do.
    pub role: Role,
    /// Hash of their token.
    pub token: Hash,
    /// When the token was given out.
    pub since: Timestamp,
}

/// A registered application: a bot, or the adapter in front of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// The OAuth 2.0 client id.
    pub id: AppId,
    /// Its name for people.
    pub name: String,
    /// Hash of its client secret.
    pub secret: Hash,
    /// When it was registered.
    pub since: Timestamp,
}

/// What happened to the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "change")]
pub enum Change {
    /// A person may sign in with this token; one of the same name gives way, and so does their token.
    UserAdded {
        /// The person.
        user: User,
    },
    /// A person may no longer sign in.
    UserRemoved {
        /// Who.
        user: AgentId,
    },
    /// An application may bring handoffs.
    AppRegistered {
        /// The application.
        app: Application,
    },
    /// An application may no longer.
    AppRemoved {
        /// Which.
        app: AppId,
    },
}

/// Everybody who may come in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Directory {
    kept: Kept,
    by_token: HashMap<Hash, AgentId>,
}

/// What a snapshot keeps; the rest follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    users: BTreeMap<AgentId, User>,
    apps: BTreeMap<AppId, Application>,
}

impl From<Kept> for Directory {
    fn from(kept: Kept) -> Self {
        let by_token = kept
            .users
            .values()
            .map(|user| (user.token, user.id.clone()))
            .collect();
        Self { kept, by_token }
    }
}

impl From<Directory> for Kept {
    fn from(directory: Directory) -> Self {
        directory.kept
    }
}

impl Directory {
    /// Takes a change over.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::UserAdded { user } => {
                self.forget_token(&user.id);
                self.by_token.insert(user.token, user.id.clone());
                self.kept.users.insert(user.id.clone(), user.clone());
            }
            Change::UserRemoved { user } => {
                self.forget_token(user);
                self.kept.users.remove(user);
            }
            Change::AppRegistered { app } => {
                self.kept.apps.insert(app.id.clone(), app.clone());
            }
            Change::AppRemoved { app } => {
                self.kept.apps.remove(app);
            }
        }
    }

    fn forget_token(&mut self, user: &AgentId) {
        if let Some(known) = self.kept.users.get(user) {
            self.by_token.remove(&known.token);
        }
    }

    /// Whose token this is.
    pub fn user_by_token(&self, token: &str) -> Option<&User> {
        let id = self.by_token.get(&Hash::of(token))?;
        self.kept.users.get(id)
    }

    /// A person by name.
    pub fn user(&self, id: &AgentId) -> Option<&User> {
        self.kept.users.get(id)
    }

    /// All people, by name.
    pub fn users(&self) -> impl Iterator<Item = &User> {
        self.kept.users.values()
    }

    /// The application with this id, if this is its secret.
    pub fn check_app_secret(&self, app: &str, secret: &str) -> Option<&Application> {
        let app = self.kept.apps.get(app)?;
        (app.secret == Hash::of(secret)).then_some(app)
    }

    /// An application by its client id.
    pub fn app(&self, id: &AppId) -> Option<&Application> {
        self.kept.apps.get(id)
    }

    /// All applications, by id.
    pub fn apps(&self) -> impl Iterator<Item = &Application> {
        self.kept.apps.values()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn ana(token: &str) -> Change {
        Change::UserAdded {
            user: User {
                id: AgentId::new("ana"),
                role: Role::Agent,
                token: Hash::of(token),
                since: Timestamp(0),
            },
        }
    }

    #[test]
    fn a_new_token_ends_the_old_one() {
        let mut directory = Directory::default();
        directory.apply(&ana("one"));
        assert_eq!(directory.user_by_token("one").unwrap().id.as_str(), "ana");
        directory.apply(&ana("two"));
        assert!(directory.user_by_token("one").is_none());
        directory.apply(&Change::UserRemoved {
            user: AgentId::new("ana"),
        });
        assert!(directory.user_by_token("two").is_none());
        assert_eq!(directory, Directory::default());
    }

    #[test]
    fn a_secret_opens_its_own_application_only() {
        let mut directory = Directory::default();
        for name in ["a", "b"] {
            directory.apply(&Change::AppRegistered {
                app: Application {
                    id: AppId::new(name),
                    name: name.to_owned(),
                    secret: Hash::of(&format!("secret-{name}")),
                    since: Timestamp(0),
                },
            });
        }
        assert!(directory.check_app_secret("a", "secret-a").is_some());
        assert!(directory.check_app_secret("a", "secret-b").is_none());
        assert!(directory.check_app_secret("c", "secret-a").is_none());
        directory.apply(&Change::AppRemoved {
            app: AppId::new("a"),
        });
        assert!(directory.check_app_secret("a", "secret-a").is_none());
    }

    #[test]
    fn a_snapshot_gives_the_same_directory() {
        let mut directory = Directory::default();
        directory.apply(&ana("one"));
        let text = serde_json::to_string(&directory).unwrap();
        assert!(!text.contains("\"one\""));
        let back: Directory = serde_json::from_str(&text).unwrap();
        assert_eq!(back, directory);
        assert!(back.user_by_token("one").is_some());
    }
}
