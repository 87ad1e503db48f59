//! What a customer does when: pure apart from asking for the time.

use tokio::time::Instant;

use crate::demo::cast::{Leaving, Persona, Talk};
use crate::demo::dice::Throws;
use crate::demo::play::Play;

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Begins to type.
    Type,
    /// Says this.
    Say(String),
    /// Goes.
    Leave,
    /// Loses the connection for a moment.
    DropStream,
}

/// What belongs to waiting for a person is dropped once there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum While {
    Waiting,
    Talking,
}

/// A customer's plan.
#[derive(Debug)]
pub struct Script<'a> {
    play: &'a Play,
    persona: &'a Persona,
    throws: Throws,
    talk: Talk,
    plan: Vec<(Instant, While, Step)>,
}

/// How often somebody's connection is lost for a moment in a headless run.
const DROPS: f64 = 0.15;

/// How long a content customer waits for the agent to end the conversation, in seconds: some go at once, others do not.
const LINGERS: (f64, f64) = (1.0, 30.0);

/// How long somebody waits in silence before the next word, in seconds.
const SILENT: (f64, f64) = (8.0, 20.0);

impl<'a> Script<'a> {
    /// The plan of somebody who has just been handed over.
    pub fn new(play: &'a Play, persona: &'a Persona, name: &str) -> Self {
        let mut script = Self {
            play,
            persona,
            throws: play.dice.named(name),
            talk: Talk::default(),
            plan: Vec::new(),
        };
        let mut at = 0.0;
        for words in &persona.waiting {
            at += script.throws.between(SILENT);
            script.put(at, While::Waiting, Step::Say(words.clone()));
        }
        if let Some(seconds) = persona.leaves_after {
            script.put(seconds, While::Waiting, Step::Leave);
        }
        script
    }

    fn put(&mut self, seconds: f64, during: While, step: Step) {
        self.plan
            .push((self.play.in_seconds(seconds), during, step));
    }

    /// When the next step is due.
    pub fn due(&self) -> Option<Instant> {
        self.plan.iter().map(|(at, ..)| *at).min()
    }

    /// The next step.
    pub fn next(&mut self) -> Option<Step> {
        let due = self.due()?;
        let index = self.plan.iter().position(|(at, ..)| *at == due)?;
        Some(self.plan.remove(index).2)
    }

    /// Somebody has accepted.
    pub fn accepted(&mut self) {
        self.plan.retain(|(_, during, _)| *during == While::Talking);
    }

    /// An agent wrote. Whoever is about to answer finishes that first.
    pub fn heard(&mut self, text: &str) {
        let answering = |step: &Step| matches!(step, Step::Say(_) | Step::Leave);
        if self.plan.iter().any(|(_, _, step)| answering(step)) {
            return;
        }
        if self.play.marked && self.throws.chance(DROPS) {
            self.put(0.1, While::Talking, Step::DropStream);
        }
        let (words, leaving) = self.talk.answer(self.persona, text);
        let think = self.throws.between(self.persona.pace.think);
        let typing = words.chars().count() as f64 * self.persona.pace.per_character;
        let words = words.to_owned();
        self.put(think, While::Talking, Step::Type);
        self.put(think + typing, While::Talking, Step::Say(words));
        if leaving == Leaving::Content {
            let lingers = self.throws.between(LINGERS);
            self.put(think + typing + lingers, While::Talking, Step::Leave);
        }
    }
}
