//! The rules the scanner decides, by name.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Rule, rule};

macro_rules! rule_ids {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)+) => {
        /// A rule that is decided. What it says is in the catalogue, see [`RuleId::rule`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $($(#[$doc])* $name,)+
            /// A rule that the set-up decides and no payload, by its id in the catalogue.
            Configured(&'static str),
        }

        impl RuleId {
            /// All that a payload decides.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its id in the catalogue, such as `OC-EMOJI`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                    Self::Configured(id) => id,
                }
            }
        }
    };
}

rule_ids! {
    /// An emoji.
    Emoji = "OC-EMOJI",
    /// An emoji that the channel turns into something else.
    EmojiChannel = "OC-EMOJI-CHANNEL",
    /// A sticker.
    Sticker = "OC-STICKER",
    /// A note to the agent.
    Note = "OC-NOTE",
    /// Markdown that mixes an image and text.
    MdImage = "OC-MD-IMAGE",
    /// Markdown of several lines from a bot.
    MdSpacing = "OC-MD-SPACING",
    /// A text style the channel does not show.
    MdStyle = "OC-MD-STYLE",
    /// An asterisk that is read aloud.
    MdVoice = "OC-MD-VOICE",
    /// `textFormat: xml`.
    Xml = "OC-XML",
    /// A text too long for the stock web widget.
    Text6000 = "OC-TEXT-6000",
    /// A satisfaction survey.
    SurveyText = "OC-SURVEY-TEXT",
    /// Styling in an Adaptive Card.
    CardStyle = "OC-CARD-STYLE",
    /// An Adaptive Card of too new a version.
    CardVersion = "OC-CARD-VERSION",
    /// A card the channel does not show.
    CardChannel = "OC-CARD-CHANNEL",
    /// Markdown in an Adaptive Card.
    CardMd = "OC-CARD-MD",
    /// Media or a date in an Adaptive Card.
    CardMedia = "OC-CARD-MEDIA",
    /// A sign-in card in any bot of Omnichannel.
    CardAuth = "OC-CARD-AUTH",
    /// An OAuth card in Teams.
    CardOauthTeams = "OC-CARD-OAUTH-TEAMS",
    /// What a customer chose on a card before the bot escalated.
    CardInput = "OC-CARD-INPUT",
    /// A carousel.
    Carousel = "OC-CAROUSEL",
    /// Suggested actions the channel does not show.
    SaChannel = "OC-SA-CHANNEL",
    /// Several suggested actions, which are not stacked.
    SaVertical = "OC-SA-VERTICAL",
    /// More choices than the channel shows.
    SaCount = "OC-SA-COUNT",
    /// Choices that only suggested actions tell of.
    SaUnknown = "OC-SA-UNKNOWN",
    /// A typing activity.
    Typing = "OC-TYPING",
    /// An attachment of a handoff that is not a transcript.
    AttUnknown = "OC-ATT-UNKNOWN",
    /// A kind of file the channel does not take.
    AttType = "OC-ATT-TYPE",
    /// More than 28 KB.
    Size28K = "OC-SIZE-28K",
    /// A value of more than 4,000 characters.
    VarValue = "OC-VAR-VALUE",
    /// A name of more than 100 characters.
    VarName = "OC-VAR-NAME",
    /// A value that is neither text nor number.
    VarType = "OC-VAR-TYPE",
    /// A name that differs from another in case only.
    VarCase = "OC-VAR-CASE",
    /// A name that no automated message can use.
    VarChars = "OC-VAR-CHARS",
    /// A value without a line of text to show.
    VarDisplay = "OC-VAR-DISPLAY",
    /// A topic that is not listed.
    VarTopics = "OC-VAR-TOPICS",
    /// A variable set more than once.
    VarShadow = "OC-VAR-SHADOW",
    /// One of two spellings of the last phrase.
    VarLastPhrase = "OC-VAR-LASTPHRASE",
    /// A bot's name of more than 30 characters.
    Name30 = "OC-NAME-30",
    /// A bot's message the customer never sees.
    Bridge = "OC-BRIDGE",
    /// An event or command over Teams.
    EventTeams = "OC-EVENT-TEAMS",
    /// The text of an escalation.
    Summary = "OC-SUMMARY",
    /// The flag that ends a conversation.
    EocFlag = "OC-EOC-FLAG",
    /// The end of a conversation.
    EocDl = "OC-EOC-DL",
    /// A card where the bot speaks.
    VoiceSpeak = "OC-VOICE-SPEAK",
    /// A phone number that is empty.
    VoicePhone = "OC-VOICE-PHONE",
    /// A transcript inside its handoff.
    TrInline = "OC-TR-INLINE",
    /// An Escalate topic without a transfer node.
    EscNode = "OC-ESC-NODE",
    /// An escape sequence.
    Escape = "HZ-ESCAPE",
    /// A control character.
    Control = "HZ-CONTROL",
    /// A control of direction.
    Bidi = "HZ-BIDI",
    /// A character nobody sees.
    Invisible = "HZ-INVISIBLE",
    /// Text hidden in tag characters.
    Tags = "HZ-TAGS",
    /// Variation selectors that select nothing.
    Selectors = "HZ-SELECTORS",
    /// Marks piled up.
    Flood = "HZ-FLOOD",
    /// Private-use and impossible characters.
    Private = "HZ-PRIVATE",
    /// U+FFFD: something was lost.
    Lost = "HZ-LOST",
    /// An overlong line or word.
    Long = "HZ-LONG",
    /// A card nested too deeply to look into.
    Deep = "HZ-DEEP",
    /// Half of a surrogate pair.
    Surrogate = "HZ-SURROGATE",
    /// A number readers do not agree on.
    Number = "HZ-NUMBER",
    /// A name that stands twice in one object.
    Duplicate = "HZ-DUPLICATE",
}

impl RuleId {
    /// The rule of this id that the scanner decides, if there is one.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.as_str() == id)
    }

    /// The rule of this id, whether a payload or the set-up decides it, if there is one.
    pub fn of_any(id: &str) -> Option<Self> {
        Self::from_id(id).or_else(|| rule(id).map(|rule| Self::Configured(&rule.id)))
    }

    /// What the catalogue says about it. A test makes sure that it says something about every one.
    pub fn rule(self) -> Option<&'static Rule> {
        rule(self.as_str())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::of_any(&id)
            .ok_or_else(|| serde::de::Error::custom(format_args!("no rule is called {id}")))
    }
}
