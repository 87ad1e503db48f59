//! Every setting there is, with its default. `assets/config.toml` says the same in words; a test compares the two.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::desk::app::action;
use crate::desk::app::settings::{BellPolicy, EmojiStyle, Settings};

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// Where the backend is and who one is there.
    pub server: Server,
    /// What things look like.
    pub look: Look,
    /// What the keys and the mouse do.
    pub keys: Keys,
    /// How attention is called for.
    pub notify: Notify,
    /// Writing and acting.
    pub write: Write,
}

/// `[server]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Server {
    /// Address as written; empty if none.
    pub url: String,
    /// File with the token; empty if none.
    pub token_file: PathBuf,
    /// Program and arguments that print the token; empty if none.
    pub token_command: Vec<String>,
}

/// `[look]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Look {
    /// Name of a theme, or `auto`.
    pub theme: String,
    /// What `auto` is on dark ground.
    pub theme_dark: String,
    /// What `auto` is on light ground.
    pub theme_light: String,
    /// How emojis are shown.
    pub emoji: Emoji,
    /// Whether the header shows the time.
    pub clock: bool,
    /// Where times are shown for.
    pub time_zone: Zone,
    /// Whether the context stands beside the conversation.
    pub context: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            theme: "auto".to_owned(),
            theme_dark: "dark".to_owned(),
            theme_light: "light".to_owned(),
            emoji: Emoji::default(),
            clock: false,
            time_zone: Zone::default(),
            context: true,
        }
    }
}

/// How emojis are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Emoji {
    /// By their names.
    #[default]
    Shortcode,
    /// As they came.
    Glyph,
}

/// A time zone: the machine's, UTC, or a fixed distance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Zone {
    /// The machine's.
    #[default]
    Local,
    /// Minutes east of UTC.
    Fixed(i32),
}

impl Zone {
    /// Minutes east of UTC at an instant in milliseconds since 1970.
    pub fn offset(self, at_millis: i64) -> i32 {
        match self {
            Self::Fixed(minutes) => minutes,
            Self::Local => jiff::Timestamp::from_millisecond(at_millis).map_or(0, |at| {
                jiff::tz::TimeZone::system().to_offset(at).seconds() / 60
            }),
        }
    }
}

impl TryFrom<String> for Zone {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let minutes = |text: &str| {
            let (sign, rest) = match text.split_at_checked(1)? {
                ("+", rest) => (1, rest),
                ("-", rest) => (-1, rest),
                _ => return None,
            };
            let (hours, minutes) = rest.split_once(':')?;
            let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
            ((0..=14).contains(&hours) && (0..60).contains(&minutes))
                .then_some(sign * (hours * 60 + minutes))
        };
        match text.as_str() {
            "local" => Ok(Self::Local),
            "utc" => Ok(Self::Fixed(0)),
            other => minutes(other).map(Self::Fixed).ok_or_else(|| {
                format!("`{other}` is no time zone: write local, utc or a distance such as +02:00")
            }),
        }
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        match zone {
            Zone::Local => "local".to_owned(),
            Zone::Fixed(0) => "utc".to_owned(),
            Zone::Fixed(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }
}

/// `[keys]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Keys {
    /// Which keys to start from.
    pub preset: Preset,
    /// Whether clicks and the wheel are taken.
    pub mouse: bool,
    /// Whether the kitty keyboard protocol is asked for.
    pub kitty: bool,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            preset: Preset::default(),
            mouse: true,
            kitty: true,
        }
    }
}

/// A shipped key map, by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// Arrows, function keys, and letters where no text is taken.
    #[default]
    Default,
    /// What hands used to vi look for.
    Vim,
    /// What hands used to Emacs look for.
    Emacs,
}

impl From<Preset> for action::Preset {
    fn from(preset: Preset) -> Self {
        match preset {
            Preset::Default => Self::Default,
            Preset::Vim => Self::Vim,
            Preset::Emacs => Self::Emacs,
        }
    }
}

/// `[notify]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Notify {
    /// When it rings.
    pub bell: Bell,
    /// Seconds between rings.
    pub bell_every: u16,
    /// Whether the title tells what waits.
    pub title: bool,
    /// Seconds a notice stays.
    pub toast: u16,
}

impl Default for Notify {
    fn default() -> Self {
        Self {
            bell: Bell::default(),
            bell_every: 10,
            title: true,
            toast: 6,
        }
    }
}

/// When it rings for an offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bell {
    /// Again and again until a key is pressed or the offer ends.
    #[default]
    Repeat,
    /// Once.
    Once,
    /// Never.
    Off,
}

/// `[write]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Write {
    /// Bytes of a paste above which it asks.
    pub paste_limit: usize,
    /// Whether ending, closing and giving back ask.
    pub confirm: bool,
}

impl Default for Write {
    fn default() -> Self {
        Self {
            paste_limit: 2_000,
            confirm: true,
        }
    }
}

impl Config {
    /// What the core of the desk wants to know of it.
    pub fn settings(&self) -> Settings {
        let every = Duration::from_secs(u64::from(self.notify.bell_every.max(1)));
        Settings {
            bell: match self.notify.bell {
                Bell::Repeat => BellPolicy::Repeat(every),
                Bell::Once => BellPolicy::Once,
                Bell::Off => BellPolicy::Off,
            },
            emoji: match self.look.emoji {
                Emoji::Shortcode => EmojiStyle::Shortcode,
                Emoji::Glyph => EmojiStyle::Glyph,
            },
            title: self.notify.title,
            toast_time: Duration::from_secs(u64::from(self.notify.toast)),
            paste_limit: self.write.paste_limit,
            clock: self.look.clock,
            context_beside: self.look.context,
            confirm: self.write.confirm,
        }
    }
}
