//! Comments in a file that allow a rule where they stand: `# deskhand: allow OC-EMOJI`, at the end of the line or on the line
//! above. Several ids are separated by commas or spaces.

use std::collections::HashMap;

use crate::content::rules::RuleId;

/// What the comments of a file allow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowances {
    /// By line, from 1: the rules that are allowed there.
    lines: HashMap<u64, Vec<RuleId>>,
}

impl Allowances {
    /// Reads the comments of a YAML text.
    pub fn read(text: &str) -> Self {
        let mut lines: HashMap<u64, Vec<RuleId>> = HashMap::new();
        // Almost no file has any.
        if text.contains("deskhand:") {
            for (line, number) in text.split('\n').zip(1..) {
                let rules = in_line(line);
                if rules.is_empty() {
                    continue;
                }
                // A comment of its own is about the line below.
                if line.trim_start().starts_with('#') {
                    lines.entry(number + 1).or_default().extend(&rules);
                }
                lines.entry(number).or_default().extend(rules);
            }
        }
        Self { lines }
    }

    /// Whether the rule may be broken on this line, counted from 1.
    pub fn allows(&self, rule: RuleId, line: u64) -> bool {
        self.lines
            .get(&line)
            .is_some_and(|rules| rules.contains(&rule))
    }
}

/// The rules that a comment in this line allows; what is no rule is passed over.
fn in_line(line: &str) -> Vec<RuleId> {
    let comment = line
        .match_indices('#')
        .filter(|(at, _)| {
            let before = line.get(..*at).unwrap_or_default();
            before.is_empty() || before.ends_with([' ', '\t'])
        })
        .filter_map(|(at, _)| line.get(at + 1..))
        .find_map(|comment| comment.trim_start().strip_prefix("deskhand:"));
    let Some(ids) = comment.and_then(|rest| rest.trim_start().strip_prefix("allow")) else {
        return Vec::new();
    };
    if !ids.starts_with([' ', '\t']) {
        return Vec::new();
    }
    ids.split([' ', ',', '\t', '\r'])
        .filter_map(|id| RuleId::from_id(&id.to_ascii_uppercase()))
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("- Hello 👋 # deskhand: allow OC-EMOJI", &[RuleId::Emoji])]
    #[case("#deskhand:allow oc-emoji, OC-NOTE\r", &[RuleId::Emoji, RuleId::Note])]
    #[case("x # see # deskhand: allow OC-NOTE because of that", &[RuleId::Note])]
    #[case("x# deskhand: allow OC-NOTE", &[])]
    #[case("# deskhand: allowed OC-NOTE", &[])]
    #[case("# deskhand: allow", &[])]
    #[case("# deskhand: allow OC-NOSUCH", &[])]
    #[case("deskhand: allow OC-NOTE", &[])]
    fn a_comment_names_rules(#[case] line: &str, #[case] rules: &[RuleId]) {
        assert_eq!(in_line(line), rules);
    }

    #[test]
    fn a_comment_is_about_its_line_or_the_one_below() {
        let text =
            "a: 👋\n# deskhand: allow OC-EMOJI\nb: 👋\nc: 👋 # deskhand: allow OC-EMOJI\nd: 👋\n";
        let allowances = Allowances::read(text);
        let allowed: Vec<u64> = (1..=5)
            .filter(|line| allowances.allows(RuleId::Emoji, *line))
            .collect();
        assert_eq!(allowed, [2, 3, 4]);
        assert!(!allowances.allows(RuleId::Note, 3));
        assert_eq!(Allowances::read("a: 👋"), Allowances::default());
    }
}
