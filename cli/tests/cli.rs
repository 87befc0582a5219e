//! The command line as a user runs it: input, output, errors and exit status.

#![allow(clippy::unwrap_used, reason = "what a test cannot set up or read has failed")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A directory for one test's files, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Folder {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Runs `tercet extract` in the folder with these arguments, split at spaces, and with nothing to read.
    fn extract(&self, args: &str) -> Run {
        self.extract_from("", args)
    }

    /// The same with a text on standard input.
    fn extract_from(&self, stdin: impl AsRef<[u8]>, args: &str) -> Run {
        self.run(stdin, &format!("extract {args}"))
    }

    /// Runs any command.
    fn run(&self, stdin: impl AsRef<[u8]>, args: &str) -> Run {
        let mut child = self.command(args).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let text = stdin.as_ref().to_vec();
        // A command that is refused does not read its input.
        let writer = std::thread::spawn(move || drop(pipe.write_all(&text)));
        let run = Run::new(child.wait_with_output().unwrap());
        writer.join().unwrap();
        run
    }

    fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tercet"));
        command.current_dir(&self.0).args(args.split_whitespace());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Run {
    out: String,
    err: String,
    status: Option<i32>,
}

impl Run {
    fn new(output: Output) -> Run {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { out: text(output.stdout), err: text(output.stderr), status: output.status.code() }
    }

    /// The documents of `--format jsonl` as JSON.
    fn documents(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn ids(&self) -> Vec<String> {
        self.documents().iter().map(|d| d["id"].as_str().unwrap().to_owned()).collect()
    }

    #[track_caller]
    fn assert(&self, status: i32, err: &str) {
        assert_eq!((self.status, self.err.as_str()), (Some(status), err), "{}", self.out);
    }
}

const STORY: &str = "Putin met Erdogan in Sochi on Monday. Merkel will visit Kyiv.\n";

fn sample_story() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data/summit.txt")
}

#[test]
fn a_missing_file_is_reported_and_the_others_are_read() {
    let folder = Folder::new("missing");
    folder.write("a.txt", STORY);
    let run = folder.extract("gone.txt a.txt --format jsonl");
    run.assert(1, "tercet: gone.txt: No such file or directory (os error 2)\n");
    assert_eq!(run.ids(), ["a.txt"]);
}

#[test]
fn nothing_but_a_missing_file_is_nothing_done() {
    let run = Folder::new("nothing").extract("gone.txt --format json");
    run.assert(2, "tercet: gone.txt: No such file or directory (os error 2)\n");
    assert_eq!(run.out, "[]\n");
}

#[test]
fn a_directory_without_text_files_is_an_error() {
    let folder = Folder::new("no-texts");
    folder.write("pictures/a.png", "no text").write("a.txt", STORY);
    let run = folder.extract("pictures a.txt --format jsonl");
    run.assert(1, "tercet: pictures: no .txt, .jsonl, .jsonl.gz, .jsonl.zst file in it\n");
    assert_eq!(run.ids(), ["a.txt"]);
}

#[test]
fn invalid_utf8_is_reported_with_its_byte_and_the_others_are_read() {
    let folder = Folder::new("invalid-utf8");
    folder.write("a.txt", b"Putin m\xFFt Erdogan.").write("b.txt", STORY);
    folder.write("c.jsonl", b"{\"text\": \"ok\"}\n{\"text\": \"\xC3\"}\n{\"text\": \"ok\"}\n");
    let run = folder.extract("a.txt b.txt c.jsonl --format jsonl");
    run.assert(1, "tercet: a.txt: invalid UTF-8 at byte 7\ntercet: c.jsonl:2: invalid UTF-8 at byte 10\n");
    assert_eq!(run.ids(), ["b.txt", "c.jsonl", "c.jsonl"]);
}

#[test]
fn a_broken_json_line_is_reported_with_its_number_and_the_others_are_read() {
    let folder = Folder::new("broken-json");
    let lines = "{\"id\": \"a\", \"text\": \"Hello.\"}\n\n{\"id\": \"b\", \"text\": \n{\"id\": \"c\", \"text\": \"Bye.\"}";
    let run = folder.write("news.jsonl", lines).extract("news.jsonl --format jsonl");
    run.assert(1, "tercet: news.jsonl:3:19: EOF while parsing a value\n");
    assert_eq!(run.ids(), ["a", "c"]);
    let run = folder.extract_from(lines, "--input jsonl --format jsonl");
    run.assert(1, "tercet: -:3:19: EOF while parsing a value\n");
    assert_eq!(run.ids(), ["a", "c"]);
}

#[test]
fn a_bad_date_in_the_input_is_an_input_error_and_on_the_command_line_a_usage_error() {
    let folder = Folder::new("bad-date");
    folder.write("a.jsonl", "{\"text\": \"\", \"date\": \"23 October\"}\n{\"text\": \"x\"}\n");
    let run = folder.extract("a.jsonl --format jsonl");
    run.assert(1, "tercet: a.jsonl:1: expected a date YYYY-MM-DD, found \"23 October\"\n");
    let run = folder.extract("a.jsonl --date 2024-13-01");
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("expected a date YYYY-MM-DD"), "{}", run.err);
}

#[test]
fn the_date_of_a_line_wins_over_the_option() {
    let folder = Folder::new("dates");
    folder.write("a.jsonl", "{\"text\": \"x\", \"date\": \"2020-02-29\"}\n{\"text\": \"x\"}\n");
    let run = folder.extract("a.jsonl --format jsonl --date 2024-10-23");
    let dates: Vec<_> = run.documents().iter().map(|d| d["date"].clone()).collect();
    assert_eq!(dates, ["2020-02-29", "2024-10-23"]);
}

#[test]
fn an_empty_file_is_an_empty_document() {
    let folder = Folder::new("empty");
    folder.write("a.txt", "").write("b.jsonl", "\n");
    let run = folder.extract("a.txt b.jsonl --format jsonl");
    run.assert(0, "tercet: warning: a.txt: the text is empty\n");
    assert_eq!(run.ids(), ["a.txt"]);
    assert_eq!(run.documents()[0]["sentences"], serde_json::json!([]));
    folder.extract("a.txt --quiet").assert(0, "");
}

#[test]
fn a_line_of_fifty_megabytes_is_read() {
    let folder = Folder::new("long-line");
    // Words without a full stop, as a broken crawler leaves them.
    let unit = "lorem ipsum dolor sit amet consectetur adipiscing elit, sed do eiusmod tempor ";
    let text = unit.repeat((50 << 20) / unit.len() + 1);
    folder.write("long.txt", &text);
    let run = folder.extract("long.txt --format jsonl --threads 1");
    run.assert(0, "");
    let document = &run.documents()[0];
    let end = document["sentences"].as_array().unwrap().last().unwrap()["end"].as_u64();
    assert_eq!(end, Some(text.trim_end().len() as u64));
}

#[test]
fn an_error_in_a_list_is_shown_with_its_line() {
    let folder = Folder::new("bad-list");
    folder.write("ships.gaz", "@type SHIP\n@keys id\n\nEver Given\n\tcolour=red\n").write("a.txt", STORY);
    folder.extract("a.txt --gazetteer ships.gaz").assert(
        2,
        "tercet: ships.gaz:5:2: unknown key 'colour', expected one of those declared in @keys: id\n\
         5 | \tcolour=red\n    \t^\n",
    );
    let run = folder.extract("a.txt --gazetteer gone.gaz");
    run.assert(2, "tercet: gone.gaz: No such file or directory (os error 2)\n");
}

#[test]
fn an_error_in_a_rule_file_is_shown_with_its_line() {
    let folder = Folder::new("bad-rule");
    folder.write("rules/met.toml", "predicate = \"met\"\nverb = [\"meet\"]\n").write("a.txt", STORY);
    let run = folder.extract("a.txt --rules rules");
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(lines[0].starts_with("tercet: rules/met.toml:2:1: unknown field `verb`"), "{}", run.err);
    assert_eq!(lines[1..], ["2 | verb = [\"meet\"]", "    ^"]);
    folder.extract("a.txt --rules gone").assert(2, "tercet: gone: No such file or directory (os error 2)\n");
}

const RULE: &str = r#"
predicate  = "sponsored"
means      = "paid for an event or a team"
subject    = ["ACTOR"]
object     = ["ACTOR", "EVENT"]

[[frame]]
id    = "sponsor"
verbs = ["sponsor"]
"#;

#[test]
fn facts_of_a_rule_are_found_and_chosen_by_predicate() {
    let folder = Folder::new("rule");
    folder.write("sponsored.toml", RULE);
    let text = "Gazprom sponsored Schalke. Angela Merkel met Vladimir Putin in Sochi.";
    let run = folder.extract_from(text, "--rules sponsored.toml --predicate sponsored");
    run.assert(0, "");
    assert_eq!(run.out, "(Gazprom, sponsored, Schalke)\n");
    let run = folder.extract_from(text, "--predicate sponsored");
    assert!(run.status == Some(2) && run.err.contains("unknown predicate 'sponsored'"), "{}", run.err);
}

#[test]
fn plain_leaves_out_what_is_planned_or_denied() {
    let folder = Folder::new("plain");
    let text = "Putin met Erdogan in Sochi. Obama plans to meet Castro.";
    let both = folder.extract_from(text, "--predicate met --style short");
    assert_eq!(both.out, "(Putin, met, Erdogan)\n(Obama, met, Castro) [expected]\n");
    let plain = folder.extract_from(text, "--predicate met --style short --plain");
    assert_eq!(plain.out, "(Putin, met, Erdogan)\n");
    let sure = folder.extract_from(text, "--predicate met --min-confidence 1");
    assert_eq!(sure.out, "");
}

#[test]
fn the_sample_story_gives_its_facts() {
    let story = sample_story();
    let args = format!("--date 2024-10-23 --style short {}", story.display());
    let run = Folder::new("story").extract(&args);
    run.assert(0, "");
    for line in ["(Xi, met, Putin, 45th) [expected]", "(Zhang Hanhui, role, ambassador)"] {
        assert!(run.out.lines().any(|printed| printed == line), "{line} is not in\n{}", run.out);
    }
}

#[test]
fn names_of_a_list_are_found() {
    let folder = Folder::new("list");
    folder.write("ships.gaz", "@type SHIP\n\nEver Given\n");
    let run = folder.extract_from("The Ever Given left.", "--gazetteer ships.gaz --format jsonl");
    let entity = &run.documents()[0]["entities"][0];
    assert_eq!((&entity["name"], &entity["type"]), (&"Ever Given".into(), &"SHIP".into()));
    assert_eq!(entity["mentions"][0]["by"], "list:ships.gaz");
}

#[test]
fn usage_errors_have_status_two() {
    let folder = Folder::new("usage");
    for args in
        ["a.txt --format xml", "--offsets line a.txt", "--min-confidence 2 a.txt", "--threads 0", "--frob"]
    {
        let run = folder.extract(args);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{args}");
        assert!(run.err.starts_with("error: "), "{}", run.err);
    }
}

#[test]
fn files_directories_and_standard_input_come_in_the_order_given() {
    let folder = Folder::new("order");
    let line = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"Hello.\"}}\n");
    folder.write("dir/b.txt", STORY).write("dir/a/z.txt", STORY).write("dir/c.jsonl", line("one"));
    folder.write("dir/note.md", STORY).write("dir/d.jsonl.gz", gzip(&line("two")));
    folder.write("dir/e.jsonl.zst", zstandard(&line("three"))).write("last.txt", STORY);
    let run = folder.extract_from("Hello.", "last.txt dir - --format jsonl");
    run.assert(0, "");
    assert_eq!(run.ids(), ["last.txt", "dir/a/z.txt", "dir/b.txt", "one", "two", "three", "-"]);
    let run = folder.extract("dir/c.jsonl --input text --format jsonl");
    assert_eq!(run.ids(), ["dir/c.jsonl"]);
}

#[test]
fn a_damaged_archive_is_reported() {
    let folder = Folder::new("archive");
    let whole = gzip("{\"id\": 1, \"text\": \"Hello.\"}\n");
    folder
        .write("cut.jsonl.gz", &whole[..whole.len() - 9])
        .write("bad.jsonl.zst", "no frame")
        .write("a.txt", "Hi.");
    let run = folder.extract("cut.jsonl.gz bad.jsonl.zst a.txt --format jsonl");
    assert_eq!(run.status, Some(1), "{}", run.err);
    let errors: Vec<&str> = run.err.lines().collect();
    assert!(errors[0].starts_with("tercet: cut.jsonl.gz:"), "{}", run.err);
    assert!(errors[1].starts_with("tercet: bad.jsonl.zst:1: "), "{}", run.err);
}

#[test]
fn headings_stand_before_the_facts_of_several_documents_only() {
    let folder = Folder::new("headings");
    folder.write("a.txt", STORY).write("b.txt", STORY);
    let one = folder.extract("a.txt");
    assert!(one.out.lines().all(|line| line.starts_with('(')), "{}", one.out);
    let two = folder.extract("a.txt b.txt");
    assert_eq!(two.out, format!("# a.txt\n{0}# b.txt\n{0}", one.out));
}

#[test]
fn json_is_one_array_of_the_lines_of_jsonl() {
    let folder = Folder::new("array");
    folder.write("a.txt", STORY).write("b.txt", "Hello.");
    let lines = folder.extract("a.txt b.txt --format jsonl").documents();
    let array: serde_json::Value =
        serde_json::from_str(&folder.extract("a.txt b.txt --format json").out).unwrap();
    assert_eq!(array, serde_json::Value::Array(lines));
}

#[test]
fn what_the_input_says_of_a_document_passes_through() {
    let folder = Folder::new("pass-through");
    let line =
        r#"{"id": 7, "text": "Hi.", "source": "S", "url": "u", "title": "T", "date": null, "tags": [1]}"#;
    let document = &folder.extract_from(line, "- --input jsonl --format jsonl").documents()[0];
    for (key, value) in [("id", "7"), ("source", "S"), ("url", "u"), ("title", "T")] {
        assert_eq!(document[key], value);
    }
}

#[test]
fn offsets_count_in_the_unit_asked_for() {
    let folder = Folder::new("offsets");
    folder.write("a.txt", "😀 é.");
    for (unit, end) in [("byte", 8), ("char", 4), ("utf16", 5)] {
        let run = folder.extract(&format!("a.txt --format jsonl --offsets {unit}"));
        let document = &run.documents()[0];
        assert_eq!((&document["offsets"], &document["sentences"][0]["end"]), (&unit.into(), &end.into()));
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = Folder::new("threads");
    let story = fs::read_to_string(sample_story()).unwrap();
    let paragraphs = story.split("\n\n").collect::<Vec<_>>();
    let lines: String = (0..300)
        .map(|i| format!("{}\n", serde_json::json!({ "id": i, "text": paragraphs[i % paragraphs.len()] })))
        .collect();
    folder.write("news.jsonl", lines);
    for format in ["triples", "jsonl", "json"] {
        let run = |threads: u32| {
            let run = folder.extract(&format!("news.jsonl --format {format} --threads {threads}"));
            run.assert(0, "");
            run.out
        };
        let one = run(1);
        assert!(one == run(2) && one == run(7), "{format}");
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let folder = Folder::new("closed-pipe");
    folder.write("news.jsonl", "{\"text\": \"Hello, this is a line.\"}\n".repeat(20_000));
    let mut child = folder.command("extract news.jsonl --format jsonl").spawn().unwrap();
    let mut start = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    Run::new(child.wait_with_output().unwrap()).assert(0, "");
}

#[test]
fn version_and_completions_are_printed() {
    let tercet =
        |args: &[&str]| Run::new(Command::new(env!("CARGO_BIN_EXE_tercet")).args(args).output().unwrap());
    assert_eq!(tercet(&["--version"]).out, format!("tercet {}\n", env!("CARGO_PKG_VERSION")));
    for shell in ["bash", "zsh", "fish"] {
        let run = tercet(&["completions", shell]);
        assert!(run.status == Some(0) && run.out.contains("min-confidence"), "{shell}");
    }
    assert_eq!(tercet(&[]).status, Some(2));
}

#[test]
fn trees_are_printed_as_conllu() {
    let folder = Folder::new("conllu");
    let run =
        folder.write("a.txt", "Putin met Erdogan. They talked.\n").run("", "parse a.txt --format conllu");
    run.assert(0, "");
    let blocks: Vec<&str> = run.out.split_terminator("\n\n").collect();
    assert_eq!(blocks.len(), 2);
    assert!(
        blocks[0]
            .starts_with("# newdoc id = a.txt\n# sent_id = a.txt-1\n# text = Putin met Erdogan.\n1\tPutin\t")
    );
    assert!(
        blocks[1].contains("\n2\ttalked\ttalk\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"),
        "{}",
        run.out
    );
}

#[test]
fn names_are_printed_as_tags_and_as_spans() {
    let folder = Folder::new("entities");
    let text = "Merkel flew to Überlingen with Angela Dorothea Kasner.";
    let tags = folder.run(text, "entities --format iob2 --kind PERSON");
    tags.assert(0, "");
    assert!(tags.out.starts_with("# id = -\nMerkel\tB-PERSON\nflew\tO\nto\tO\n"), "{}", tags.out);
    assert!(
        tags.out.contains("Angela\tB-PERSON\nDorothea\tI-PERSON\nKasner\tI-PERSON\n.\tO\n\n"),
        "{}",
        tags.out
    );
    let spans = folder.run(text, "entities --format jsonl --offsets char --kind PERSON").documents();
    assert_eq!(spans[0]["entities"], serde_json::json!([[0, 6, "PERSON"], [31, 53, "PERSON"]]));
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A Zstandard frame with the text in one block as it is.
fn zstandard(text: &str) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Uncompressed)
}
