//! dbg
use std::io::Read;
fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let x = tercet::Extractor::new();
    for line in text.lines() {
        println!("=== {line}");
        let d = x.extract(line);
        for m in &d.mentions {
            println!(
                "  M {:?} {} {:?} e{:?} {:?} {:?} {:?}",
                m.text,
                m.kind,
                m.form,
                m.entity.map(|e| e.0),
                m.by,
                m.link,
                m.why
            );
        }
        let t = d.as_text();
        for s in &d.sentences {
            let words: Vec<&str> = s.tokens.range().map(|i| t.word(i)).collect();
            let mut tags = vec![];
            tercet::syntax::Tagger::builtin().tag(&words, &mut tags);
            let mut groups: Vec<std::ops::Range<usize>> = vec![];
            let mut title: Option<std::ops::Range<usize>> = None;
            for m in
                d.mentions.iter().filter(|m| m.tokens.start >= s.tokens.start && m.tokens.end <= s.tokens.end)
            {
                let r = (m.tokens.start - s.tokens.start) as usize..(m.tokens.end - s.tokens.start) as usize;
                if m.kind == tercet::entity::EntityKind::Title {
                    title = Some(r);
                    continue;
                }
                if !m.kind.is_name() || m.form != tercet::entity::Form::Name {
                    continue;
                }
                let st = title
                    .take()
                    .filter(|t| t.end == r.start && m.kind == tercet::entity::EntityKind::Person)
                    .map_or(r.start, |t| t.start);
                if groups.last().is_none_or(|g| g.end <= st) {
                    groups.push(st..r.end);
                }
            }
            let mut tree = tercet::syntax::Tree::default();
            tercet::syntax::Parser::builtin().parse(&words, &groups, &tags, &mut tree);
            for (i, n) in tree.nodes().iter().enumerate() {
                let w = words[n.tokens.range()].join(" ");
                let h = n.head.map_or("ROOT".into(), |h| words[tree.node(h).tokens.range()].join(" "));
                println!(
                    "  {i:3} {w:20} {}/{} -{}-> {h}  [{}]",
                    n.upos,
                    n.xpos,
                    n.relation,
                    tercet::syntax::lemma(words[n.tokens.end as usize - 1], tags[n.tokens.end as usize - 1])
                );
            }
        }
        for (f, t) in d.facts.iter().zip(d.triples()) {
            println!("  F {t}   <{}>", f.evidence[0].rule);
        }
    }
}
