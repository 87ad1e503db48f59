//! Names that the pages of the field give to context variables; they are matched letter for letter.

/// What bots, the hub and telephony pass (AHO-2020, AHO-2023, CTXV, HOC-2022, PVAS). Pages write one of them in two ways, see
/// [`CLOSE_AS_WELL`].
pub const CONTEXT_VARIABLES: &[&str] = &[
    "va_Scope",
    "va_LastTopic",
    "va_Topics",
    "va_LastPhrases",
    "va_LastPhrase",
    "va_Phrases",
    "va_ConversationId",
    "va_AgentMessage",
    "va_BotId",
    "va_BotName",
    "va_Language",
    "va_SurveyConsent",
    "va_CustomerLocale",
    "CloseOmnichannelConversation",
    "MSCallerId",
    "msdyn_ConversationId",
    "msdyn_CustomerType",
    "msdyn_CustomerName",
    "msdyn_CustomerId",
    "msdyn_CaseId",
    "msdyn_CaseTitle",
    "CustomerPhoneNumber",
    "OrganizationPhoneNumber",
];

/// The other spelling of `CloseOmnichannelConversation` (SUPCLOSE).
pub const CLOSE_AS_WELL: &str = "closeOmnichannelConversation";

/// By which the hub finds the customer's record (RECID).
pub const RECORD_VARIABLES: &[&str] = &["Name", "Email", "Phone", "CaseNumber"];

/// Records that the hub passes to Azure bots (CTXV).
pub const LINKED_RECORDS: &[&str] = &[
    "msdyn_contact_msdyn_ocliveworkitem_Customer",
    "msdyn_account_msdyn_ocliveworkitem_Customer",
    "msdyn_incident_msdyn_ocliveworkitem",
];
