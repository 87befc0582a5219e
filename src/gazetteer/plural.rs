//! English plural forms of role and unit names.

/// The plural of a noun phrase: its head is the last word, or the one before "of", "for", "to", "in", "at".
pub(super) fn plural(phrase: &str) -> String {
    const AFTER_HEAD: [&str; 5] = [" of ", " for ", " to ", " in ", " at "];
    let head_end = AFTER_HEAD.iter().filter_map(|word| phrase.find(word)).min().unwrap_or(phrase.len());
    let head_start = phrase[..head_end].rfind(' ').map_or(0, |at| at + 1);
    let (head, rest) = (&phrase[head_start..head_end], &phrase[head_end..]);
    // secretary-general, commander-in-chief, mother-in-law: the first part is the noun.
    let noun_end = ["-general", "-in-", "-at-", "-elect", "-designate"]
        .iter()
        .filter_map(|after| head.find(after))
        .min()
        .unwrap_or(head.len());
    format!("{}{}{}{rest}", &phrase[..head_start], plural_of_word(&head[..noun_end]), &head[noun_end..])
}

fn plural_of_word(word: &str) -> String {
    const UNCHANGED: [&str; 6] = ["aircraft", "series", "spacecraft", "police", "people", "offspring"];
    const NOT_MEN: [&str; 5] = ["human", "German", "Roman", "Ottoman", "shaman"];
    let stem = |cut: usize| &word[..word.len() - cut];
    let before_last = word.chars().rev().nth(1).unwrap_or(' ');
    if UNCHANGED.iter().any(|same| word.ends_with(same)) {
        word.to_owned()
    } else if word.ends_with("man") && !NOT_MEN.iter().any(|other| word.ends_with(other)) {
        format!("{}men", stem(3))
    } else if word.ends_with("child") {
        format!("{word}ren")
    } else if word.ends_with("wife") || word.ends_with("life") || word.ends_with("knife") {
        format!("{}ves", stem(2))
    } else if word.ends_with("thief")
        || word.ends_with("wolf")
        || word.ends_with("leaf")
        || word.ends_with("half")
    {
        format!("{}ves", stem(1))
    } else if word.ends_with("sis") {
        format!("{}es", stem(2))
    } else if word.ends_with('y') && !"aeiou".contains(before_last) {
        format!("{}ies", stem(1))
    } else if word.ends_with(['s', 'x', 'z'])
        || word.ends_with("sh")
        || (word.ends_with("ch") && !word.ends_with("arch"))
        || word.ends_with("hero")
        || word.ends_with("veto")
        || word.ends_with("embargo")
    {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn plurals_of_roles() {
        for (one, many) in [
            ("foreign minister", "foreign ministers"),
            ("minister of foreign affairs", "ministers of foreign affairs"),
            ("secretary-general", "secretaries-general"),
            ("commander-in-chief", "commanders-in-chief"),
            ("chief of staff", "chiefs of staff"),
            ("ambassador to the United Nations", "ambassadors to the United Nations"),
            ("spokeswoman", "spokeswomen"),
            ("monarch", "monarchs"),
            ("coach", "coaches"),
            ("deputy", "deputies"),
            ("attorney", "attorneys"),
            ("German", "Germans"),
            ("boss", "bosses"),
            ("grandchild", "grandchildren"),
            ("housewife", "housewives"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
