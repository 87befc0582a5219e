//! Speed of the text stage. The counts are asserted, so that a faster but different result does not pass.

use divan::Bencher;
use divan::counter::BytesCount;
use tercet::text::{find_quotations, split_sentences, tokenize};

/// A news story with quotations, abbreviations, numbers and a headline.
const STORY: &str = "\
Ministers agree on river treaty after night of talks

LJUBLJANA — Prime Minister Ana Kovač of Slovenia and her Croatian counterpart, Ivo Horvat, signed a treaty on the use \
of the Mura river on Tuesday, ending a dispute that began in 1991.

“We have waited 33 years for this day,” Kovač said at a news conference. “The river doesn’t divide us any more.

“It feeds us,” she added.

The U.S. ambassador, Gen. (ret.) John Q. Doe, called the treaty \"a good day for the region.\" The two countries will \
spend $1.2bn on flood walls by 2030, of which 45% comes from the EU's cohesion fund. Work begins on 10/22/2025 at \
10:30am near Lendava, about 35km from the border.

Critics weren't impressed. \"It is the third 'historic' treaty in ten years,\" said Maja Zupan of the green party. \
\"Where is the water?\" Details are at https://example.org/mura-treaty.
";

/// Stories in the text that is read.
const STORIES: usize = 200;

fn main() {
    divan::main();
}

fn text() -> String {
    STORY.repeat(STORIES)
}

#[divan::bench]
fn tokens(bencher: Bencher) {
    let text = text();
    assert_eq!(tokenize(&text).len(), 190 * STORIES);
    bencher.counter(BytesCount::of_str(&text)).bench(|| tokenize(&text));
}

#[divan::bench]
fn sentences(bencher: Bencher) {
    let text = text();
    let tokens = tokenize(&text);
    assert_eq!(split_sentences(&text, &tokens).len(), 12 * STORIES);
    bencher.counter(BytesCount::of_str(&text)).bench(|| split_sentences(&text, &tokens));
}

#[divan::bench]
fn quotations(bencher: Bencher) {
    let text = text();
    let tokens = tokenize(&text);
    let sentences = split_sentences(&text, &tokens);
    assert_eq!(find_quotations(&text, &tokens, &sentences).len(), 6 * STORIES);
    bencher.counter(BytesCount::of_str(&text)).bench(|| find_quotations(&text, &tokens, &sentences));
}
