//! Runs the examples and counter-examples that rule files carry.

use super::file::{Example, RuleFile};
use super::set::Rules;
use crate::export::Style;
use crate::extractor::Extractor;
use std::collections::BTreeSet;
use std::fmt;

/// An example whose facts are not those that the rule file promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFailure {
    /// `predicate/frame`, or `predicate/not` for a counter-example.
    pub rule: String,
    /// The text of the example.
    pub text: String,
    /// Facts that the file names and the extractor did not find, in the short style.
    pub missing: Vec<String>,
    /// Facts of the predicate that the extractor found and the file does not name.
    pub unexpected: Vec<String>,
}

impl fmt::Display for ExampleFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.text)?;
        self.missing.iter().try_for_each(|fact| write!(f, "\n  missing:    {fact}"))?;
        self.unexpected.iter().try_for_each(|fact| write!(f, "\n  unexpected: {fact}"))
    }
}

impl Rules {
    /// Extracts the text of every example with `extractor` (which has to use these rules) and returns the examples
    /// whose facts of the predicate are not exactly those that the file names.
    pub fn check_examples(&self, extractor: &Extractor) -> Vec<ExampleFailure> {
        self.files().iter().flat_map(|file| check_file(file, extractor)).collect()
    }
}

fn check_file(file: &RuleFile, extractor: &Extractor) -> Vec<ExampleFailure> {
    let frames = file.frame.iter().map(|frame| (&frame.id, &frame.example));
    let patterns = file.pattern.iter().map(|pattern| (&pattern.id, &pattern.example));
    let own =
        frames.chain(patterns).filter_map(|(id, examples)| Some((id.as_str(), examples.as_ref()?.values())));
    let whole = [("example", file.examples.as_slice())];
    let mut failures: Vec<ExampleFailure> = own
        .chain(whole)
        .flat_map(|(id, examples)| {
            examples.iter().filter_map(move |example| check(file, id, example, extractor))
        })
        .collect();
    failures.extend(file.counter_examples.iter().filter_map(|counter| {
        let nothing = Example { text: counter.text.clone(), facts: Vec::new() };
        check(file, "not", &nothing, extractor)
    }));
    failures
}

fn check(file: &RuleFile, id: &str, example: &Example, extractor: &Extractor) -> Option<ExampleFailure> {
    let document = extractor.extract(example.text.as_str());
    let facts = document.facts.iter().zip(document.triples());
    let found: BTreeSet<String> = facts
        .filter(|(fact, _)| *fact.predicate == *file.predicate)
        .map(|(_, triple)| triple.with_style(Style::Short).to_string())
        .collect();
    let wanted: BTreeSet<String> = example.facts.iter().cloned().collect();
    (found != wanted).then(|| ExampleFailure {
        rule: format!("{}/{id}", file.predicate),
        text: example.text.clone(),
        missing: wanted.difference(&found).cloned().collect(),
        unexpected: found.difference(&wanted).cloned().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_every_rule_file_gives_exactly_its_facts() {
        let failures = Rules::builtin().check_examples(&Extractor::new());
        let shown: Vec<String> = failures.iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{} examples fail:\n{}", failures.len(), shown.join("\n"));
    }

    #[test]
    fn a_wrong_example_is_reported_with_what_is_missing_and_what_is_too_much() {
        let source = "predicate = \"met\"\nmeans = \"x\"\nsubject = [\"ACTOR\"]\nobject = [\"ACTOR\"]\n\
            [[frame]]\nid = \"greet\"\nverbs = [\"greet\"]\n\
            example = { text = \"Angela Merkel greeted Barack Obama.\", facts = [\"(Obama, met, Merkel)\"] }\n";
        let rules = Rules::from_toml("met.toml", source).expect("good rules");
        let extractor = Extractor::builder().rules(rules.clone()).build().expect("good rules");
        let failures = rules.check_examples(&extractor);
        assert_eq!(failures.len(), 1);
        assert_eq!(failures[0].missing, ["(Obama, met, Merkel)"]);
        assert_eq!(failures[0].unexpected, ["(Angela Merkel, met, Barack Obama)"]);
    }
}
