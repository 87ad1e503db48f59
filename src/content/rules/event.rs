//! The events of run time that raise rules: what no payload and no configuration can decide, happens.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Rule, all};

macro_rules! events {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal,)+) => {
        /// Something that happens between bot, hub, agent and customer, and that a rule is about. Its name is stable: logs and
        /// reports carry it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuntimeEvent {
            $($(#[doc = $doc])* $name,)+
        }

        impl RuntimeEvent {
            /// All of them, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name: what it is about, a dot, what happened.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }

            /// What happened, in one sentence.
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),*).trim_ascii(),)+
                }
            }
        }
    };
}

events! {
    /// An emoji went to a custom client over Direct Line.
    MessageEmojiToCustomClient = "message.emoji-to-custom-client",
    /// An agent saved a note in a conversation without a contact.
    NoteSavedWithoutContact = "note.saved-without-contact",
    /// An agent left a session with a note half written.
    NoteLeftUnfinished = "note.left-unfinished",
    /// The customer submitted a card, and the bot escalated afterwards.
    CardSubmittedBeforeEscalation = "card.submitted-before-escalation",
    /// An audio card or a carousel reached Direct Line on Android.
    CardOpenedOnAndroid = "card.opened-on-android",
    /// An audio card went to LINE or Telegram.
    CardDegradedToText = "card.degraded-to-text",
    /// A bot changed a card it had sent.
    CardUpdated = "card.updated",
    /// A card with buttons went to WhatsApp through Azure Communication Services.
    CardButtonsSentToWhatsapp = "card.buttons-sent-to-whatsapp",
    /// The customer clicked a suggested action.
    SuggestedActionChosen = "suggested-action.chosen",
    /// A Direct Line client fetched activities instead of listening.
    ClientPolledForActivities = "client.polled-for-activities",
    /// The customer uploaded a file while the bot was in charge.
    FileUploadedToBot = "file.uploaded-to-bot",
    /// A document came through WhatsApp.
    FileDocumentReceivedFromWhatsapp = "file.document-received-from-whatsapp",
    /// A GIF went to Teams, or to or from LINE.
    FileGifSent = "file.gif-sent",
    /// A file was uploaded through Direct Line.
    FileUploadedThroughDirectline = "file.uploaded-through-directline",
    /// A greeting topic read context that had not arrived.
    VariableReadInGreeting = "variable.read-in-greeting",
    /// A variable arrived after the bot had begun to speak.
    VariableArrivedLate = "variable.arrived-late",
    /// More than one record matched the customer.
    CustomerMatchedSeveralRecords = "customer.matched-several-records",
    /// An agent invited a bot to a consultation.
    ConsultBotInvited = "consult.bot-invited",
    /// An escalated conversation came back to the queue of its bot.
    ConversationReturnedToBotQueue = "conversation.returned-to-bot-queue",
    /// An agent transferred a conversation back to the bot that had escalated it.
    TransferToSameBot = "transfer.to-same-bot",
    /// A supervisor transferred a conversation to or from a bot.
    TransferBotBySupervisor = "transfer.bot-by-supervisor",
    /// A conversation was transferred to a queue without members.
    TransferToEmptyQueue = "transfer.to-empty-queue",
    /// A conversation was transferred to a queue outside its hours.
    TransferOutOfHours = "transfer.out-of-hours",
    /// A supervisor transferred a chat that had become a call.
    TransferElevatedBySupervisor = "transfer.elevated-by-supervisor",
    /// Overflow was looked at after a bot had escalated.
    QueueOverflowCheckedBehindBot = "queue.overflow-checked-behind-bot",
    /// A conversation went to the fallback queue.
    ConversationRoutedToFallback = "conversation.routed-to-fallback",
    /// A transfer node ran on the demo site.
    HandoffOnDemoSite = "handoff.on-demo-site",
    /// The reports of the two products were set side by side.
    ReportSessionsCompared = "report.sessions-compared",
    /// The customer closed the window while the bot was in charge.
    CustomerLeftBotInCharge = "customer.left-bot-in-charge",
    /// A bot ended a conversation by `CloseOmnichannelConversation`.
    ConversationEndedByFlag = "conversation.ended-by-flag",
    /// A voice bot set `CloseOmnichannelConversation`.
    CallEndedByFlag = "call.ended-by-flag",
    /// A conversation with a bot was idle for 30 minutes.
    ConversationIdleWithBot = "conversation.idle-with-bot",
    /// An agent wanted to open a closed conversation again.
    ConversationReopened = "conversation.reopened",
    /// A customer wanted to end a persistent chat.
    ConversationPersistentLeft = "conversation.persistent-left",
    /// A call with a bot reached one hour.
    CallHourWithBot = "call.hour-with-bot",
    /// A bot turned out to be connected before November 2021.
    ConnectionOlderThan202111 = "connection.older-than-2021-11",
    /// A managed solution was imported.
    SolutionImportedManaged = "solution.imported-managed",
    /// Routing or skills were changed.
    RoutingChanged = "routing.changed",
    /// A bot's transcript became 30 days old.
    TranscriptExpired = "transcript.expired",
    /// A transcript was stored.
    TranscriptStored = "transcript.stored",
    /// A conversation was stored as several transcripts.
    TranscriptSplit = "transcript.split",
    /// A message to a bot was refused for the rate of its environment.
    BotMessageRefused = "bot.message-refused",
    /// A generative message was refused for its rate.
    BotGenerationRefused = "bot.generation-refused",
    /// A new conversation was refused for the rate of the organisation.
    ConversationRefusedForRate = "conversation.refused-for-rate",
    /// Direct Line answered 429.
    DirectlineOverloaded = "directline.overloaded",
    /// A bot took more than 15 seconds to answer.
    BotTimedOut = "bot.timed-out",
    /// More than 20 items overflowed within a minute.
    QueueOverflowedInBatches = "queue.overflowed-in-batches",
}

impl RuntimeEvent {
    /// The event of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|event| event.name() == name)
    }

    /// The rules it raises, in the order of the catalogue.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        all().iter().filter(move |rule| rule.event == Some(self))
    }
}

impl fmt::Display for RuntimeEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for RuntimeEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for RuntimeEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| serde::de::Error::custom(format_args!("no event is called {name}")))
    }
}
