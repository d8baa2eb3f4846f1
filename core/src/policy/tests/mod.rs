//! What policies may say, and what becomes of it.

mod fixes;

use super::*;
use crate::document::{Document, Kind};
use crate::finding::{Finding, Severity};
use crate::reading::Surroundings;
use crate::source::{FileId, Source};

fn file(path: &str, text: &str) -> PolicyFile {
    PolicyFile { path: path.into(), text: text.to_owned().into() }
}

/// A rule `compose/<name>` with `body` after its package line.
fn rule(name: &str, body: &str) -> PolicyFile {
    let text = format!(
        "# METADATA\n# title: Title of {name}\n# description: Why.\n# custom:\n#   severity: high\n\
         #   practice: least-privilege\n#   fix: unsafe\npackage dockwarden.compose[\"{name}\"]\n\n{body}\n"
    );
    file(&format!("compose/{name}.rego"), &text)
}

fn load(files: &[PolicyFile]) -> Result<Pack, Vec<PolicyError>> {
    pack(Kind::Compose, files)
}

/// All rules of a kind.
fn pack(kind: Kind, files: &[PolicyFile]) -> Result<Pack, Vec<PolicyError>> {
    let rules = rules(files)?;
    let enabled = rules.iter().map(|rule| rule.id.clone()).collect();
    Pack::load(kind, files, &rules, &Options { enabled, ..Options::default() })
}

fn compose(text: &str) -> Document {
    let source = Source::from_text(FileId(0), "compose.yaml", text).unwrap();
    Document::read(Kind::Compose, source, &Surroundings::default())
}

fn findings(files: &[PolicyFile], text: &str) -> (Document, Vec<Finding>) {
    let document = compose(text);
    let evaluation = load(files).unwrap().evaluate(&document);
    assert_eq!(evaluation.errors, []);
    (document, evaluation.findings)
}

/// The marked text of each finding.
fn marks(files: &[PolicyFile], text: &str) -> Vec<String> {
    let (document, findings) = findings(files, text);
    findings.iter().map(|finding| document.source.slice(finding.span).to_owned()).collect()
}

const WEB: &str =
    "services:\n  web:\n    image: nginx\n    privileged: true\n    cap_add:\n      - A\n      - B\n";

#[test]
fn an_object_is_marked_by_its_own_place() {
    let body = "deny contains {\"message\": \"m\", \"at\": service} if some service in input.services";
    assert_eq!(marks(&[rule("r", body)], WEB), ["web"]);
}

#[test]
fn an_entry_is_marked_from_key_to_value_and_an_item_by_itself() {
    let body = "deny contains {\"message\": \"m\", \"at\": [service, \"privileged\"]} if some service in input.services\n\
                deny contains {\"message\": \"n\", \"at\": [service, \"cap_add\", 1]} if some service in input.services";
    assert_eq!(marks(&[rule("r", body)], WEB), ["privileged: true", "B"]);
}

#[test]
fn an_entry_over_several_lines_is_marked_by_its_key() {
    let body = "deny contains {\"message\": \"m\", \"at\": [service, \"cap_add\"]} if some service in input.services";
    assert_eq!(marks(&[rule("r", body)], WEB), ["cap_add"]);
}

#[test]
fn what_a_policy_cannot_name_points_at_the_nearest_thing_it_can() {
    let body = "deny contains {\"message\": \"m\", \"at\": [service, \"nope\", 7]} if some service in input.services";
    assert_eq!(marks(&[rule("r", body)], WEB), ["web"]);
    let (_, lost) = findings(&[rule("r", "deny contains {\"at\": 7}")], WEB);
    assert_eq!((lost.len(), lost[0].message.as_str()), (1, "Title of r"));
}

#[test]
fn a_result_may_override_the_severity_of_its_rule() {
    let body = "deny contains {\"message\": \"m\", \"severity\": \"info\"}";
    assert_eq!(findings(&[rule("r", body)], WEB).1[0].severity, Severity::Info);
    assert_eq!(
        findings(&[rule("r", "deny contains {\"message\": \"m\"}")], WEB).1[0].severity,
        Severity::High
    );
}

#[test]
fn a_rule_without_its_need_is_not_evaluated() {
    let needs = rule("r", "deny contains {\"message\": \"m\"}");
    let needs = file(&needs.path, &needs.text.replace("#   fix: unsafe", "#   needs: [services.db]"));
    assert_eq!(findings(std::slice::from_ref(&needs), WEB).1.len(), 0);
    assert_eq!(findings(&[needs], "services:\n  db:\n    image: x\n").1.len(), 1);
}

#[test]
fn several_things_said_of_one_node_are_several_findings() {
    let two = rule("r", "deny contains \"one\"\n\ndeny contains \"two\"");
    assert_eq!(findings(&[two], WEB).1.len(), 2);
}

#[test]
fn what_is_said_of_a_place_that_services_share_is_one_finding() {
    let each = rule(
        "r",
        "deny contains {\"message\": service.name, \"at\": [service, \"privileged\"]} if some service in input.services",
    );
    let shared = "x-all: &all {privileged: true}\nservices: {b: {<<: *all}, a: {<<: *all}}\n";
    let (_, found) = findings(&[each], shared);
    let told: Vec<_> = found.iter().map(|f| (&*f.message, &*f.related[0].message)).collect();
    assert_eq!(told, [("a", "b")]);
}

#[test]
fn a_rule_is_not_evaluated_on_a_file_without_its_words() {
    let mentions = rule("r", "deny contains {\"message\": \"m\"}");
    let mentions =
        file(&mentions.path, &mentions.text.replace("#   fix: unsafe", "#   mentions: [Postgres]"));
    assert_eq!(findings(std::slice::from_ref(&mentions), WEB).1.len(), 0);
    assert_eq!(findings(&[mentions], "services:\n  db:\n    image: POSTGRES\n").1.len(), 1);
}

#[test]
fn a_word_is_heard_however_it_is_spelled() {
    let of = |kind: Kind, text: &str| {
        let source = Source::from_text(FileId(0), "f", text).unwrap();
        let document = Document::read(kind, source, &Surroundings::default());
        let found = pack(kind, &builtin_files()).unwrap().evaluate(&document).findings;
        found.into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
    };
    for (kind, text, rule) in [
        (Kind::Dockerfile, "FROM a\nRUN --netw\\\nork=host true\n", "dockerfile/run-host-network"),
        (Kind::Dockerfile, "FROM a\nRUN --secu\\\n# c\nrity=insecure true\n", "dockerfile/run-insecure"),
        (Kind::Dockerfile, "FROM a\nRUN ch\"\"mod 777 /x\n", "dockerfile/world-writable-mode"),
        (
            Kind::Compose,
            "services: {a: {image: a, \"p\\x72ivileged\": \"tr\\u0075e\"}}",
            "compose/privileged",
        ),
        (Kind::Daemon, "{\"raw\\u002dlogs\": true}", "daemon/raw-logs"),
    ] {
        assert!(of(kind, text).iter().any(|found| found == rule), "{text}");
    }
}

#[test]
fn a_pack_finds_the_same_whatever_it_judged_before() {
    for (kind, texts) in [
        (
            Kind::Dockerfile,
            [
                "FROM debian:8\nADD http://a.example/x /x\nRUN curl -k https://b.example | sh\nUSER root\n",
                "FROM alpine:3.22\nENV PASSWORD=hunter2\nRUN apk add openssh sudo\n",
            ],
        ),
        (
            Kind::Compose,
            [
                "services:\n  web:\n    image: nginx\n    privileged: true\n    pid: host\n",
                "services:\n  web:\n    image: debian:8\n    volumes: [/etc:/etc]\n",
            ],
        ),
        (
            Kind::Daemon,
            [
                "{\"icc\": true, \"hosts\": [\"tcp://0.0.0.0:2375\"]}",
                "{\"userns-remap\": 1, \"log-driver\": \"none\"}",
            ],
        ),
    ] {
        let fresh = || pack(kind, &builtin_files()).unwrap();
        let mut used = fresh();
        for text in [texts[0], texts[1], texts[0]] {
            let source = Source::from_text(FileId(0), "f", text).unwrap();
            let document = Document::read(kind, source, &Surroundings::default());
            let alone = fresh().evaluate(&document).findings;
            assert!(!alone.is_empty());
            assert_eq!(used.evaluate(&document).findings, alone, "{text}");
        }
    }
}

#[test]
fn a_policy_of_others_takes_nothing_from_the_built_in_ones() {
    let built_in = builtin_files();
    let own = rule(
        "own",
        "deny contains {\"message\": service.name, \"at\": service} if some service in input.services",
    );
    let with_own: Vec<PolicyFile> = built_in.iter().cloned().chain([own]).collect();
    let document = compose(WEB);
    let of = |files: &[PolicyFile]| pack(Kind::Compose, files).unwrap().evaluate(&document).findings;
    let (expected, mut found) = (of(&built_in), of(&with_own));
    assert_eq!(found.iter().filter(|finding| finding.rule == "compose/own").count(), 1);
    found.retain(|finding| finding.rule != "compose/own");
    assert_eq!(found, expected);
}

#[test]
fn a_policy_of_others_may_build_on_a_built_in_rule() {
    let own = rule(
        "own",
        "deny contains {\"message\": told.message} if some told in data.dockwarden.compose.privileged.deny",
    );
    let files: Vec<PolicyFile> = builtin_files().into_iter().chain([own]).collect();
    let found = pack(Kind::Compose, &files).unwrap().evaluate(&compose(WEB)).findings;
    let told = |rule: &str| found.iter().filter(|finding| finding.rule == rule).count();
    assert_eq!((told("compose/own"), told("compose/privileged")), (1, 1));
}

#[test]
fn a_library_of_others_replaces_the_built_in_one_for_every_rule() {
    let text = builtin_files().into_iter().find(|file| file.path == "lib/compose.rego").unwrap().text;
    let other = file("own/compose.rego", &text.replace("\"Service %q\"", "\"Container %q\""));
    let files: Vec<PolicyFile> = builtin_files().into_iter().chain([other]).collect();
    let found = pack(Kind::Compose, &files).unwrap().evaluate(&compose(WEB)).findings;
    let privileged = found.iter().find(|finding| finding.rule == "compose/privileged").unwrap();
    assert!(privileged.message.starts_with("Container \"web\""), "{}", privileged.message);
}

#[test]
fn a_later_file_replaces_a_rule_of_the_same_id() {
    let ours = rule("r", "deny contains {\"message\": \"built in\"}");
    let theirs =
        PolicyFile { path: "mine/r.rego".into(), ..rule("r", "deny contains {\"message\": \"own\"}") };
    let messages: Vec<_> = findings(&[ours, theirs], WEB).1.into_iter().map(|f| f.message).collect();
    assert_eq!(messages, ["own"]);
}

#[test]
fn an_answer_that_is_undefined_takes_no_other_with_it() {
    for body in [
        "deny contains {\"message\": m} if {\n\tsome s in input.services\n\tm := s.image.value\n}",
        "deny contains {\"message\": s.image.value} if some s in input.services",
        "deny contains {\n\t\"message\": sprintf(\"%s\", [s.image.value]),\n} if {\n\tsome s in input.services\n}",
        "deny contains {\"message\": text(s)} if some s in input.services\n\ntext(s) := s.image.value",
        "deny contains {\"message\": m} if some m in names\n\nnames contains s.image.value if some s in input.services",
    ] {
        for order in
            ["a: {image: x}, b: {build: .}, c: {image: y}", "a: {build: .}, b: {image: y}, c: {image: x}"]
        {
            let found = findings(&[rule("r", body)], &format!("services: {{{order}, d: {{build: .}}}}\n")).1;
            assert_eq!(found.len(), 2, "{body} {order}");
        }
    }
}

#[test]
fn an_error_behind_an_answer_that_may_be_undefined_has_its_place() {
    let bad = rule("bad", "deny contains {\"message\": input.kind} if some x in null");
    let evaluation = load(&[bad]).unwrap().evaluate(&compose(WEB));
    let error = &evaluation.errors[0];
    let column = error.position.map_or(0, |position| position.column as usize);
    assert_eq!(error.line.as_deref().and_then(|line| line.get(column - 1..)), Some("null"));
}

#[test]
fn a_rule_that_fails_takes_no_other_with_it() {
    let bad = rule("bad", "deny contains {\"message\": x} if some x in null");
    let good = rule("good", "deny contains {\"message\": \"m\"}");
    let evaluation = load(&[bad, good]).unwrap().evaluate(&compose(WEB));
    assert_eq!(evaluation.findings.len(), 1);
    assert_eq!(evaluation.errors.len(), 1);
    assert_eq!(evaluation.errors[0].path, "compose/bad.rego");
    assert!(evaluation.errors[0].position.is_some());
}

#[test]
fn fingerprints_survive_lines_moving_and_tell_services_apart() {
    let body = "deny contains {\"message\": \"m\", \"at\": [service, \"privileged\"]} if some service in input.services";
    let two = "services:\n  a:\n    privileged: true\n  b:\n    privileged: true\n";
    let moved = format!("# a comment\n\n{two}");
    let prints = |text: &str| -> Vec<String> {
        findings(&[rule("r", body)], text).1.into_iter().map(|f| f.fingerprint).collect()
    };
    assert_eq!(prints(two), prints(&moved));
    assert_ne!(prints(two)[0], prints(two)[1]);
}

#[test]
fn recursion_is_refused_with_its_place() {
    let direct = rule("r", "f(x) := f(x + 1)\n\ndeny contains {\"message\": f(1)}");
    let errors = load(&[direct]).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.contains("`f` calls itself"), "{}", errors[0]);
    assert_eq!(errors[0].line.as_deref(), Some("f(x) := f(x + 1)"));
}

#[test]
fn recursion_through_another_file_is_refused() {
    let library = file("lib/a.rego", "package a\n\nimport data.b\n\nf(x) := b.g(x)\n");
    let other = file("lib/b.rego", "package b\n\ng(x) := data.a.f(x)\n");
    let user = rule("r", "import data.a\n\ndeny contains {\"message\": a.f(1)}");
    let errors = load(&[library, other, user]).unwrap_err();
    assert!(errors.iter().all(|error| error.message.contains("in a circle")), "{errors:?}");
}

#[test]
fn calling_one_function_twice_is_no_recursion() {
    let body = "f(x) := x + 1\n\ng(x) := f(f(x))\n\ndeny contains {\"message\": sprintf(\"%d\", [g(f(1))])}";
    assert_eq!(findings(&[rule("r", body)], WEB).1[0].message, "4");
}

#[test]
fn what_reaches_outside_is_refused() {
    let errors = load(&[rule("r", "deny contains {\"message\": m} if m := http.send({}).body")]).unwrap_err();
    assert!(errors[0].message.contains("`http.send` is not available"), "{}", errors[0]);
    assert!(errors[0].position.is_some());
}

#[test]
fn two_imports_of_one_name_are_refused() {
    let body = "import data.a.x\nimport data.b.x\n\ndeny contains {\"message\": x}";
    let errors = load(&[rule("r", body)]).unwrap_err();
    assert!(errors[0].message.contains("called `x`"), "{}", errors[0]);
}

#[test]
fn an_error_in_a_policy_has_line_column_and_the_line_itself() {
    let errors = load(&[rule("r", "deny contains {\"message\": \"m\",,}")]).unwrap_err();
    assert_eq!(errors[0].path, "compose/r.rego");
    assert_eq!(errors[0].line.as_deref(), Some("deny contains {\"message\": \"m\",,}"));
    assert_eq!(errors[0].position.map(|p| (p.line, p.column)), Some((10, 31)));
}

#[test]
fn missing_metadata_is_an_error_with_its_place() {
    let errors = rules(&[file("x.rego", "package dockwarden.compose.x\n")]).unwrap_err();
    assert!(errors[0].message.contains("METADATA"), "{}", errors[0]);
    let no_title = "# METADATA\n# custom:\n#   severity: loud\npackage dockwarden.compose.x\n";
    let errors = rules(&[file("x.rego", no_title)]).unwrap_err();
    assert!(errors[0].message.contains("critical, high"), "{}", errors[0]);
    assert_eq!(errors[0].position.map(|p| p.line), Some(3));
}

#[test]
fn replacing_a_function_while_a_rule_runs_is_refused() {
    let body =
        "g(x) := y if { y := count(x) with count as g }\n\ndeny contains {\"message\": \"m\"} if g([1]) == 1";
    let errors = load(&[rule("r", body)]).unwrap_err();
    assert!(errors[0].to_string().contains("`with count as` is for tests"), "{}", errors[0]);
}

#[test]
fn functions_and_rules_that_lead_too_far_are_refused() {
    for (first, next) in [("f0(x) := x", "f{}(x) := f{}(x)"), ("f0 := \"m\"", "f{} := f{}")] {
        let chain: Vec<String> = (1..2000)
            .map(|n: u32| next.replacen("{}", &n.to_string(), 1).replacen("{}", &(n - 1).to_string(), 1))
            .collect();
        let last = if first.contains('(') { "f1999(\"m\")" } else { "f1999" };
        let body = format!("{first}\n{}\n\ndeny contains {{\"message\": {last}}}", chain.join("\n"));
        let errors = load(&[rule("r", &body)]).unwrap_err();
        assert!(errors[0].to_string().contains("too many functions and rules"), "{}", errors[0]);
    }
}

#[test]
fn a_rule_whose_answer_is_one_value_is_refused() {
    for body in ["deny := true", "deny if input.services", "deny = \"text\""] {
        let errors = load(&[rule("r", body)]).unwrap_err();
        assert!(errors[0].to_string().contains("is one value"), "{body}: {}", errors[0]);
    }
}

#[test]
fn a_rule_without_an_answer_is_refused() {
    for body in ["allow := true", "deny_reason := \"x\""] {
        let errors = rules(&[rule("r", body)]).unwrap_err();
        assert!(errors[0].to_string().contains("has no `deny contains"), "{body}: {}", errors[0]);
    }
}

#[test]
fn a_rule_in_a_package_that_nobody_asks_is_refused() {
    let text = rule("r", "deny contains {\"message\": \"m\"}").text;
    for (package, told) in
        [("dockwarden.componse[\"r\"]", "did you mean `dockwarden.compose`?"), ("main", "found `main`")]
    {
        let text = text.replace("dockwarden.compose[\"r\"]", package);
        let errors = rules(&[file("compose/r.rego", &text)]).unwrap_err();
        assert!(errors[0].to_string().contains(told), "{}", errors[0]);
    }
}

#[test]
fn a_byte_order_mark_hides_no_metadata() {
    let mut marked = rule("r", "deny contains {\"message\": \"m\"}");
    marked.text.to_mut().insert(0, '\u{feff}');
    assert_eq!(findings(&[marked], WEB).1.len(), 1);
}

#[test]
fn a_later_file_replaces_an_earlier_one_at_the_same_path() {
    let files = [
        rule("r", "deny contains {\"message\": \"earlier\"}"),
        rule("r", "deny contains {\"message\": \"later\"}"),
    ];
    let messages: Vec<_> = findings(&files, WEB).1.into_iter().map(|finding| finding.message).collect();
    assert_eq!(messages, ["later"]);
}

#[test]
fn a_rule_may_deny_and_warn() {
    let body = "deny contains {\"message\": \"d\"}\n\nwarn contains {\"message\": \"w\"}";
    let told: Vec<_> =
        findings(&[rule("r", body)], WEB).1.into_iter().map(|f| (f.message, f.severity)).collect();
    assert_eq!(told, [("d".to_owned(), Severity::High), ("w".to_owned(), Severity::Low)]);
}

#[test]
fn policies_from_elsewhere_may_warn() {
    let warns = rule("r", "warn contains {\"message\": \"m\"}");
    assert_eq!(findings(&[warns], WEB).1.len(), 1);
}

#[test]
fn built_in_policies_load_and_are_strict() {
    let mut all = builtin_files();
    // A library more makes the whole pack be checked as policies from elsewhere are.
    all.push(file("own/marker.rego", "package dockwarden.lib.marker\n\nx := 1\n"));
    for kind in Kind::ALL {
        let pack = pack(kind, &all);
        assert_eq!(pack.err(), None, "{}", kind.name());
    }
}

mod any_result {
    use super::*;
    use proptest::prelude::*;

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            (-3i64..40).prop_map(Into::into),
            "[a-z@]{0,8}".prop_map(Into::into),
            Just(serde_json::json!({"@": 1})),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let keys = prop_oneof![
                Just("message"),
                Just("at"),
                Just("fix"),
                Just("edits"),
                Just("set"),
                Just("delete"),
                Just("append"),
                Just("replace"),
                Just("insert_before"),
                Just("text"),
                Just("value"),
                Just("related"),
                Just("severity"),
                Just("@"),
                Just("services"),
                Just("web"),
            ];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::hash_map(keys.prop_map(String::from), inner, 0..5)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn never_panics_and_never_loses_the_finding(result in json()) {
            let body = format!("deny contains {result}");
            let document = compose(WEB);
            let pack = load(&[rule("r", &body)]);
            prop_assume!(pack.is_ok());
            let found = pack.unwrap().evaluate(&document).findings;
            prop_assert_eq!(found.len(), 1);
            prop_assert!(document.source.text().get(found[0].span.range()).is_some());
        }
    }
}

/// How often the built-in rule `enabled` fires on a file that is read with `around`.
fn fired(kind: Kind, text: &str, around: &Surroundings, enabled: &str) -> usize {
    let source = Source::from_text(FileId(0), "file", text).unwrap();
    let document = Document::read(kind, source, around);
    let options = Options { enabled: [enabled.to_owned()].into(), ..Options::default() };
    let files = builtin_files();
    let mut pack = Pack::load(kind, &files, &rules(&files).unwrap(), &options).unwrap();
    pack.evaluate(&document).findings.len()
}

#[test]
fn a_word_that_a_rule_looks_for_may_come_from_configuration() {
    let given = |name: &str, value: &str| [(name.to_owned(), value.to_owned())].into();
    let around = Surroundings { build_args: given("TOOL", "gcc"), ..Surroundings::default() };
    let text = "FROM debian\nARG TOOL\nRUN apt-get install -y $TOOL\n";
    assert_eq!(fired(Kind::Dockerfile, text, &around, "dockerfile/build-tools-shipped"), 1);

    let around = Surroundings { variables: given("CARD", "/dev/SDA"), ..Surroundings::default() };
    let text = "services: {}\nvolumes:\n  disk:\n    driver_opts: {type: ext4, device: \"${CARD}\"}\n";
    assert_eq!(fired(Kind::Compose, text, &around, "compose/volume-mounts-device"), 1);
}
