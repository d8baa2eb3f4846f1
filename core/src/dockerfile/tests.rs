//! What Dockerfiles come to, told by what policies see.

use serde_json::{Value as Json, json};

use crate::document::{Document, Kind};
use crate::policy::to_json;
use crate::reading::Surroundings;
use crate::source::{FileId, Source};
use crate::syntax::shell::Scripts;

fn document(text: &str) -> Document {
    let source = Source::from_text(FileId(0), "Dockerfile", text).unwrap();
    Document::read(Kind::Dockerfile, source, &Surroundings::default())
}

fn input(text: &str) -> Json {
    to_json(&document(text).reading.model)
}

/// The value at a JSON pointer of the input.
fn at(text: &str, pointer: &str) -> Json {
    input(text).pointer(pointer).cloned().unwrap_or(Json::Null)
}

fn faults(text: &str) -> Vec<String> {
    let document = document(text);
    let faults = document.reading.faults.iter();
    faults.map(|f| format!("{}: {}", document.source.slice(f.span), f.message)).collect()
}

#[test]
fn arguments_before_from_are_visible_in_from_and_after_a_declaration() {
    let text = "ARG V=3.22\nFROM alpine:$V\nENV a=$V\nARG V\nENV b=$V\n";
    assert_eq!(at(text, "/images/0/image/text"), json!("alpine:$V"));
    assert_eq!(at(text, "/stages/0/env/a/value"), Json::Null);
    assert_eq!(at(text, "/stages/0/env/b/value"), json!("3.22"));
}

#[test]
fn env_hides_arg_and_an_unknown_env_hides_it_too() {
    let text = "FROM alpine\nARG a=1\nENV a=2\nENV b=$a\nENV a=$nowhere\nENV c=$a\n";
    assert_eq!(at(text, "/stages/0/env/b/value"), json!("2"));
    assert_eq!(at(text, "/stages/0/env/c/value"), Json::Null);
}

#[test]
fn one_env_sees_what_was_set_before_it_not_beside_it() {
    let text = "FROM alpine\nENV a=1\nENV a=2 b=$a\n";
    assert_eq!(at(text, "/stages/0/env/b/value"), json!("1"));
}

#[test]
fn build_arguments_from_configuration_win_over_defaults() {
    let source =
        Source::from_text(FileId(0), "Dockerfile", "ARG V=1\nFROM alpine:$V\nARG V\nENV v=$V\n").unwrap();
    let around = Surroundings {
        build_args: [("V".to_owned(), "2".to_owned())].into_iter().collect(),
        ..Surroundings::default()
    };
    let document = Document::read(Kind::Dockerfile, source, &around);
    assert_eq!(to_json(&document.reading.model).pointer("/stages/0/env/v/value"), Some(&json!("2")));
}

#[test]
fn a_stage_inherits_user_shell_and_env_of_its_parent_but_not_arguments() {
    let text = "FROM alpine AS one\nARG x=1\nENV y=2\nUSER app\nSHELL [\"/bin/bash\", \"-c\"]\nFROM ONE\nENV z=$x$y\nENV w=$y\n";
    assert_eq!(at(text, "/stages/1/base/kind"), json!("stage"));
    assert_eq!(at(text, "/stages/1/user/name"), json!("app"));
    assert_eq!(at(text, "/stages/1/user/source"), json!("stage"));
    assert_eq!(at(text, "/stages/1/shell/name"), json!("bash"));
    assert_eq!(at(text, "/stages/1/env/z/value"), Json::Null);
    assert_eq!(at(text, "/stages/1/env/w/value"), json!("2"));
}

#[test]
fn the_user_in_force_is_known_line_by_line() {
    let text = "FROM alpine\nUSER app:staff\nRUN true\nUSER 0\nRUN true\nUSER $who\n";
    let runs = at(text, "/instructions/RUN");
    assert_eq!(runs[0]["user"]["root"], "no");
    assert_eq!(runs[0]["user"]["group"], "staff");
    assert_eq!(runs[1]["user"]["root"], "yes");
    assert_eq!(runs[1]["user"]["uid"], 0);
    assert_eq!(at(text, "/stages/0/user/root"), json!("unknown"));
}

#[test]
fn scratch_is_root_and_pulls_nothing() {
    assert_eq!(at("FROM scratch\n", "/stages/0/user/root"), json!("yes"));
    assert_eq!(at("FROM scratch\n", "/images"), json!([]));
}

#[test]
fn the_working_directory_is_resolved_where_it_can_be() {
    let text = "FROM alpine\nWORKDIR a\nWORKDIR /b\nWORKDIR c/../d\n";
    assert_eq!(at(text, "/instructions/WORKDIR/0/absolute"), json!("no"));
    assert_eq!(at(text, "/stages/0/workdir/path"), json!("/b/d"));
    assert_eq!(at("FROM alpine\nWORKDIR a\n", "/stages/0/workdir/path"), Json::Null);
}

#[test]
fn stages_that_the_last_one_does_not_need_are_not_used() {
    let text = "FROM a AS build\nFROM b AS test\nFROM c AS tool\nFROM d\nCOPY --from=build /x /x\nRUN --mount=from=tool,target=/t true\n";
    let used: Vec<bool> = (0..4).map(|i| at(text, &format!("/stages/{i}/used")) == json!(true)).collect();
    assert_eq!(used, [true, false, true, true]);
}

#[test]
fn a_name_with_a_variable_may_stand_for_every_stage_that_fits() {
    let text = "FROM a AS base-amd64\nFROM b AS base-arm64\nFROM c AS other\nFROM base-${TARGETARCH}\n";
    let used: Vec<bool> = (0..4).map(|i| at(text, &format!("/stages/{i}/used")) == json!(true)).collect();
    assert_eq!(used, [true, true, false, true]);
    assert_eq!(at(text, "/stages/3/base/kind"), json!("unknown"));
}

#[test]
fn every_image_that_is_pulled_is_listed_with_its_place() {
    let text = "# syntax=docker/dockerfile:1\nFROM alpine AS one\nCOPY --from=busybox:1 /b /b\nCOPY --from=one /c /c\nCOPY --from=0 /c /c\nRUN --mount=type=bind,from=golang:1,target=/go true\n";
    let document = document(text);
    let places: Vec<&str> = {
        let model = &document.reading.model;
        let root = model.object(model.root());
        let Some(crate::model::Value::List(images)) = root.get("images").map(|e| &e.value) else { panic!() };
        images.iter().map(|item| document.source.slice(item.span.unwrap())).collect()
    };
    assert_eq!(places, ["docker/dockerfile:1", "alpine", "busybox:1", "golang:1"]);
}

#[test]
fn a_new_entrypoint_ends_an_inherited_command() {
    let text = "FROM a AS one\nCMD [\"x\"]\nFROM one AS two\nENTRYPOINT [\"y\"]\nFROM one\nENTRYPOINT [\"y\"]\nCMD [\"z\"]\n";
    assert_eq!(at(text, "/stages/1/cmd"), Json::Null);
    assert_eq!(at(text, "/stages/2/cmd/words/0/value"), json!("z"));
}

#[test]
fn the_instruction_inside_onbuild_is_listed_under_its_own_keyword() {
    let text = "FROM alpine\nONBUILD COPY a b\n";
    assert_eq!(at(text, "/instructions/COPY/0/onbuild"), json!(true));
    assert_eq!(at(text, "/instructions/ONBUILD/0/instruction/keyword"), json!("COPY"));
}

#[test]
fn ports_have_numbers_ranges_and_protocols() {
    let text = "FROM alpine\nARG P=8080\nEXPOSE 80 53/UDP 8000-8010 $P $Q\n";
    let ports = at(text, "/stages/0/exposes");
    assert_eq!((&ports[0]["port"], &ports[0]["protocol"]), (&json!(80), &json!("tcp")));
    assert_eq!((&ports[1]["port"], &ports[1]["protocol"]), (&json!(53), &json!("udp")));
    assert_eq!((&ports[2]["port"], &ports[2]["end"]), (&json!(8000), &json!(8010)));
    assert_eq!(ports[3]["port"], 8080);
    assert_eq!(ports[4]["port"], Json::Null);
}

#[test]
fn sources_of_add_are_told_apart() {
    let text = "FROM alpine\nADD a https://x/y.tgz https://x/y.git#v1 git@x:y.git /d/\n";
    let kinds: Vec<Json> =
        (0..4).map(|i| at(text, &format!("/instructions/ADD/0/sources/{i}/source"))).collect();
    assert_eq!(kinds, ["path", "url", "git", "git"]);
}

#[test]
fn heredoc_bodies_are_given_as_they_will_be_read() {
    let text = "FROM alpine\nCOPY <<-EOF /f\n\tone\n\t\ttwo\nEOF\nUSER app\n";
    assert_eq!(at(text, "/instructions/COPY/0/heredocs/0/body"), json!("one\ntwo"));
    assert_eq!(at(text, "/instructions/COPY/0/sources/0/source"), json!("heredoc"));
    assert_eq!(at(text, "/stages/0/user/name"), json!("app"));
}

/// The value of the second word of every command of that name.
fn second_words(text: &str, name: &str) -> Vec<Json> {
    let commands = at(text, &format!("/commands/{name}"));
    let list = commands.as_array().cloned().unwrap_or_default();
    list.iter().map(|command| command.pointer("/words/1/value").cloned().unwrap_or(Json::Null)).collect()
}

#[test]
fn instructions_are_found_by_the_variables_that_they_name() {
    let text = "ARG V\nFROM --platform=$P alpine:$V\nENV A=$V\nCOPY ${V:-x} /\nRUN echo $V $W && true $V\nRUN true\n";
    let model = input(text);
    let keywords = |name: &str| -> Vec<String> {
        let list = model["variables"][name].as_array().unwrap();
        list.iter().map(|one| one["keyword"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(keywords("V"), ["FROM", "ENV", "COPY", "RUN"]);
    assert_eq!(keywords("P"), ["FROM"]);
    assert_eq!(keywords("W"), ["RUN"]);
    assert_eq!(model["variables"].as_object().unwrap().len(), 3);
}

#[test]
fn words_of_commands_know_the_variables_of_the_image() {
    let text = "FROM alpine\nARG V=1\nENV U=https://x\nRUN curl $U/$V.tgz && curl \"${U}\" && curl '$U'\n";
    assert_eq!(second_words(text, "curl"), [json!("https://x/1.tgz"), json!("https://x"), json!("$U")]);
}

#[test]
fn a_variable_that_the_script_sets_is_not_that_of_the_image() {
    for script in [
        "for U in a b; do curl $U; done",
        "read U; curl $U",
        "export U=y && curl $U",
        "U=y; U=z; curl $U",
        "if a; then U=y; fi; curl $U",
        "a || U=y; curl $U",
        "(U=y); curl $U",
        "curl $U; U=y",
        "U=$(y); curl $U",
        "U=y; sh -c 'curl $U'",
    ] {
        let text = format!("FROM alpine\nENV U=https://x\nRUN {script}\n");
        assert_eq!(second_words(&text, "curl"), [Json::Null], "{script}");
    }
}

#[test]
fn a_variable_that_the_script_sets_once_to_plain_text_is_known() {
    for script in ["U=y; curl $U", "a && U=y && curl \"$U\"", "set -e; U='y'; if a; then curl $U; fi"] {
        assert_eq!(second_words(&format!("FROM alpine\nRUN {script}\n"), "curl"), [json!("y")], "{script}");
    }
}

#[test]
fn a_variable_without_quotes_names_several_packages() {
    let text = |script: &str| format!("FROM alpine\nENV D=\"a -q b=1\"\nRUN {script}\n");
    let packages = |script: &str| -> Vec<Json> {
        let list = at(&text(script), "/installs/0/packages");
        list.as_array().unwrap().iter().map(|word| word["value"].clone()).collect()
    };
    assert_eq!(packages("apk add $D c"), [json!("a"), json!("b=1"), json!("c")]);
    assert_eq!(packages("P='a b'; apk add ${P}"), [json!("a"), json!("b")]);
}

#[test]
fn commands_are_found_in_every_form_of_run() {
    for run in [
        "RUN apt-get update && curl x",
        "RUN apt-get update \\\n  # why\n  && curl x",
        "RUN [\"sh\", \"-c\", \"curl x\"]",
        "RUN [\"curl\", \"x\"]",
        "RUN <<EOF\ncurl x\nEOF",
        "RUN <<EOF\n#!/bin/bash\ncurl x\nEOF",
        "RUN bash <<EOF\ncurl x\nEOF",
        "RUN sh -c 'curl x'",
        "RUN (cd /tmp && curl x) | tee log",
        "HEALTHCHECK CMD curl x",
        "ONBUILD RUN curl x",
        "RUN sudo curl x",
    ] {
        assert_eq!(second_words(&format!("FROM alpine\n{run}\n"), "curl"), [json!("x")], "{run}");
    }
}

#[test]
fn scripts_for_other_interpreters_have_no_commands() {
    for run in ["RUN <<EOF\n#!/usr/bin/env python3\ncurl x\nEOF", "SHELL [\"powershell\"]\nRUN curl x"] {
        assert_eq!(second_words(&format!("FROM alpine\n{run}\n"), "curl"), Vec::<Json>::new(), "{run}");
    }
}

#[test]
fn a_command_knows_its_pipeline_its_wrappers_and_its_user() {
    let text = "FROM alpine\nUSER app\nRUN curl x | sudo bash\n";
    assert_eq!(at(text, "/commands/curl/0/pipe_to"), json!(["sudo", "bash"]));
    assert_eq!(at(text, "/commands/bash/0/via"), json!(["sudo"]));
    assert_eq!(at(text, "/commands/bash/0/user/root"), json!("yes"));
    assert_eq!(at(text, "/commands/curl/0/user/root"), json!("no"));
}

#[test]
fn options_are_found_alone_and_in_clusters() {
    let text = "FROM alpine\nRUN curl -fsSk --retry=3 x -- -y\n";
    let flags = at(text, "/commands/curl/0/flags");
    let mut names: Vec<&String> = flags.as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["--retry", "-S", "-f", "-fsSk", "-k", "-s"]);
    assert_eq!(flags["--retry"]["value"], "3");
    let operands = at(text, "/commands/curl/0/operands");
    assert_eq!((operands[0]["text"].clone(), operands[1]["text"].clone()), (json!("x"), json!("-y")));
}

#[test]
fn a_broken_instruction_takes_no_other_with_it() {
    let text = "FROM alpine\nRUNN true\nENV X\nUSER app\n";
    assert_eq!(faults(text), ["RUNN: expected an instruction, found `RUNN`", "X: ENV `X` has no value"]);
    assert_eq!(at(text, "/stages/0/user/name"), json!("app"));
}

#[test]
fn a_typo_in_a_keyword_gets_a_suggestion() {
    let help = |text: &str| document(text).reading.faults[0].help.clone();
    assert_eq!(help("FROM a\nEXPSOE 80\n").as_deref(), Some("did you mean EXPOSE?"));
    assert_eq!(help("FROM a\nHELLO\n"), None);
}

#[test]
fn a_file_without_from_is_a_fault_where_it_starts() {
    assert_eq!(faults(""), [": expected a FROM instruction, found none"]);
    assert_eq!(
        faults("RUN true\n"),
        ["RUN: expected FROM before RUN: only ARG may stand above the first FROM"]
    );
}

#[test]
fn spans_run_over_continuations_and_stop_at_the_last_character() {
    let document = document("FROM alpine\nCOPY a \\\n  # why\n  b \\\n  /c\n");
    let model = &document.reading.model;
    let copy = model
        .objects()
        .iter()
        .find(|o| o.get("keyword").is_some_and(|e| e.value == crate::model::Value::from("COPY")));
    assert_eq!(document.source.slice(copy.unwrap().span), "COPY a \\\n  # why\n  b \\\n  /c");
    assert_eq!(document.reading.comments.len(), 1);
}

#[test]
fn a_doubling_variable_does_not_explode() {
    let mut text = String::from("FROM alpine\nENV a=0123456789abcdef\n");
    text.push_str(&"ENV a=$a$a\n".repeat(200));
    assert_eq!(at(&text, "/stages/0/env/a/value"), Json::Null);
}

#[test]
fn large_files_are_read_in_time_that_grows_with_their_size() {
    let time = |count: usize| {
        let mut text = String::from("FROM alpine AS s\n");
        for i in 0..count {
            text.push_str(&format!("ENV v{i}={i}\n"));
        }
        let start = std::time::Instant::now();
        document(&text);
        start.elapsed().as_secs_f64()
    };
    time(500);
    let (small, large) = (time(2_000), time(16_000));
    assert!(large < small * 8.0 * 6.0, "8 times the lines took {:.1} times as long", large / small);
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    /// Lines that look like a Dockerfile, broken in all ways.
    fn lines() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("FROM"),
            Just("RUN"),
            Just("COPY"),
            Just("ONBUILD"),
            Just("ENV"),
            Just("ARG"),
            Just("USER"),
            Just("HEALTHCHECK"),
            Just("CMD"),
            Just("SHELL"),
            Just("--mount=type=bind,from=a,x"),
            Just("--from=a"),
            Just("<<EOF"),
            Just("<<-'E F'"),
            Just("EOF"),
            Just("[\"a\", \"é\"]"),
            Just("["),
            Just("a=$b"),
            Just("${a:-${b"),
            Just("\\"),
            Just("\\\n"),
            Just("\n"),
            Just("# c\n"),
            Just("`"),
            Just("'"),
            Just("\""),
            Just("é"),
            Just("AS"),
            Just("a"),
            Just("0"),
            Just("8-9/udp"),
            Just("\t"),
            Just("&& b | c"),
            Just("# escape=`\n"),
        ];
        prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn is_read_without_panic_and_every_place_is_in_the_text(text in prop_oneof![lines(), any::<String>()]) {
            prop_assume!(!text.contains('\0'));
            let document = document(&text);
            let inside = |span: crate::source::Span| document.source.text().get(span.range()).is_some();
            for object in document.reading.model.objects() {
                prop_assert!(inside(object.span));
            }
            prop_assert!(document.reading.faults.iter().all(|fault| inside(fault.span)));
            prop_assert!(document.reading.blocks.iter().all(|block| inside(*block)));
        }
    }
}

#[test]
fn a_copy_may_take_from_a_stage_further_down() {
    let text =
        "FROM alpine AS a\nCOPY --from=Late /x /y\nRUN --mount=type=bind,from=1 true\nFROM alpine AS late\n";
    let input = input(text);
    assert_eq!(input.pointer("/instructions/COPY/0/from/stage"), Some(&json!(1)));
    assert_eq!(input.pointer("/instructions/RUN/0/mounts/0/from/stage"), Some(&json!(1)));
    assert_eq!(input["images"].as_array().unwrap().len(), 2);
    let base = at("FROM late AS a\nFROM alpine AS late\n", "/stages/0/base/kind");
    assert_eq!(base, json!("image"), "the base of a stage is looked for above it only");
}

#[test]
fn a_stage_knows_the_first_stage_of_its_name() {
    let text = "FROM a AS x\nFROM a AS y\nFROM a AS X\nFROM a AS x\nFROM a\n";
    let same = |index: usize| at(text, &format!("/stages/{index}/same_name"));
    assert_eq!([0, 1, 2, 3, 4].map(same), [Json::Null, Json::Null, json!(0), json!(0), Json::Null]);
}

#[test]
fn a_bare_word_in_copy_may_be_a_build_context() {
    let text = "FROM base\nCOPY --from=assets /a /a\nCOPY --from=3 /a /a\nCOPY --from=golang /a /a\n\
                COPY --from=o/app /a /a\nRUN --mount=from=tools,target=/b c\n";
    let list = at(text, "/images");
    let words: Vec<&Json> = list.as_array().unwrap().iter().map(|image| &image["may_be_context"]).collect();
    assert_eq!(words, [&Json::Null, &json!(true), &json!(true), &Json::Null, &Json::Null, &json!(true)]);
}

#[test]
fn an_instruction_knows_its_first_empty_line() {
    for (text, gap) in [
        ("FROM a\nRUN b \\\n\n \t\n c\n", json!(3)),
        ("FROM a\nRUN b \\\n# c\n\n d\n", json!(4)),
        ("# escape=`\nFROM a\nRUN b `\n \n c\n", json!(4)),
        ("FROM a\nRUN b \\\n\n", json!(3)),
        ("FROM a\nRUN b \\\n", Json::Null),
        ("FROM a\nRUN b \\\n c\n\n", Json::Null),
        ("FROM a\nRUN <<E\nb \\\n\nc\nE\n", Json::Null),
    ] {
        assert_eq!(at(text, "/instructions/RUN/0/gap"), gap, "{text}");
    }
}

#[test]
fn the_layers_of_a_stage_are_shipped_if_the_last_one_builds_on_it_not_if_it_is_copied_from() {
    let steps: String = (1..8).map(|n| format!("FROM s{} AS s{n}\n", n - 1)).collect();
    let text = format!("FROM alpine AS s0\n{steps}FROM alpine AS tools\nFROM s7\nCOPY --from=tools /a /a\n");
    let stages = input(&text)["stages"].as_array().unwrap().clone();
    let of = |key: &str| stages.iter().map(|stage| stage[key] == json!(true)).collect::<Vec<_>>();
    assert_eq!(of("shipped"), [vec![true; 8], vec![false, true]].concat());
    assert_eq!(of("used"), vec![true; 10]);
}

#[test]
fn instructions_with_an_empty_line_or_a_bracket_are_listed() {
    let text = "FROM a\nCMD [b]\nRUN [\"[\"]\nRUN c \\\n\n d\n";
    assert_eq!(at(text, "/spellings/bracketed/0/line"), json!(2));
    assert_eq!(at(text, "/spellings/bracketed/1"), Json::Null);
    assert_eq!(at(text, "/spellings/gap/0/line"), json!(4));
}

#[test]
fn keywords_that_are_not_in_capitals_are_listed_by_their_spelling() {
    let text = "FROM alpine\nrun a\nRun b\nRUN c\n";
    assert_eq!(at(text, "/spellings/lower/0/written"), json!("run"));
    assert_eq!(at(text, "/spellings/mixed/0/written"), json!("Run"));
    assert_eq!(at(text, "/instructions/RUN/2/written"), Json::Null);
    assert_eq!(at("FROM alpine\nRUN c\n", "/spellings"), json!({}));
}

#[test]
fn what_is_kept_while_typing_is_as_if_read_anew() {
    let text = "FROM alpine\nRUN apk add curl && rm -rf /x\nRUN <<EOF\ncd /x\nmake\nEOF\nRUN apk add curl && rm -rf /x\nCMD sh -c 'exec app'\n";
    let kinds = [("type at the end", text, ""), ("type in the middle", &text[..16], &text[16..])];
    for (name, before, after) in kinds {
        let mut scripts = Scripts::default();
        for end in (0..=before.len()).chain((0..before.len()).rev()) {
            let source =
                || Source::from_text(FileId(0), "Dockerfile", &format!("{}{after}", &before[..end])).unwrap();
            let around = Surroundings::default();
            let kept = Document::read_again(Kind::Dockerfile, source(), &around, &mut scripts);
            let fresh = Document::read(Kind::Dockerfile, source(), &around);
            assert_eq!(kept.reading, fresh.reading, "{name}, {end}");
        }
    }
}
