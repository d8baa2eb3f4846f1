//! What fixes do to a text.

use super::*;
use crate::finding::Safety;
use crate::mend;

/// The text after the fixes of all findings.
fn mended(body: &str, text: &str) -> String {
    let (document, findings) = findings(&[rule("r", body)], text);
    let fixes: Vec<_> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    assert_eq!(fixes.len(), findings.len(), "every finding has a fix");
    String::from_utf8(mend::apply(&document.source, fixes).0).unwrap()
}

#[test]
fn deleting_an_entry_takes_its_line() {
    let body = "deny contains {\"message\": \"m\", \"at\": s, \"fix\": {\"delete\": [s, \"privileged\"]}} if some s in input.services";
    assert_eq!(
        mended(body, WEB),
        "services:\n  web:\n    image: nginx\n    cap_add:\n      - A\n      - B\n"
    );
    assert_eq!(
        mended(body, "services: {web: {image: nginx, privileged: true, init: true}}\n"),
        "services: {web: {image: nginx, init: true}}\n"
    );
    assert_eq!(
        mended(body, "services: {web: {image: nginx, privileged: true}}\n"),
        "services: {web: {image: nginx}}\n"
    );
}

#[test]
fn deleting_the_last_item_takes_the_list_with_it() {
    let body = "deny contains {\"message\": \"m\", \"at\": s, \"fix\": {\"delete\": [s, \"cap_add\", 0]}} if some s in input.services";
    assert_eq!(mended(body, WEB), WEB.replace("      - A\n", ""));
    let one = WEB.replace("      - A\n", "");
    assert_eq!(mended(body, &one), "services:\n  web:\n    image: nginx\n    privileged: true\n");
    assert_eq!(
        mended(body, "services:\n  web:\n    cap_add: [A, B]\n"),
        "services:\n  web:\n    cap_add: [B]\n"
    );
}

#[test]
fn deleting_an_item_that_is_a_mapping_takes_all_of_it() {
    let body = "deny contains {\"message\": \"m\", \"at\": s, \"fix\": {\"delete\": [s, \"ports\", 0]}} if some s in input.services";
    let text =
        "services:\n  web:\n    ports:\n      - target: 22\n        published: 22\n      - target: 80\n";
    assert_eq!(mended(body, text), "services:\n  web:\n    ports:\n      - target: 80\n");
}

#[test]
fn text_that_ends_like_a_bracket_or_comma_is_left_alone() {
    let body = "deny contains {\"message\": \"m\", \"at\": s, \"fix\": {\"delete\": [s, \"privileged\"]}} if some s in input.services";
    for before in ["command: foo,", "image: nginx # a, b,", "command: >\n      x ["] {
        let text = format!("services:\n  web:\n    {before}\n    privileged: true\n    init: true\n");
        assert_eq!(mended(body, &text), format!("services:\n  web:\n    {before}\n    init: true\n"));
    }
}

#[test]
fn a_key_without_a_value_is_given_one() {
    let body = "deny contains {\"message\": \"m\", \"at\": s, \"fix\": {\"set\": [s, \"init\"], \"value\": true}} if some s in input.services";
    for (text, expected) in [
        ("services:\n  web:\n    init:\n    image: a\n", "services:\n  web:\n    init: true\n    image: a\n"),
        (
            "services:\n  web:\n    init: # why\n    image: a\n",
            "services:\n  web:\n    init: true # why\n    image: a\n",
        ),
        (
            "services:\n  web:\n    image: a\n    init: ~\n",
            "services:\n  web:\n    image: a\n    init: true\n",
        ),
        ("services:\n  web: {image: a, init: }\n", "services:\n  web: {image: a, init: true }\n"),
    ] {
        assert_eq!(mended(body, text), expected);
    }
}

#[test]
fn a_key_is_set_in_the_style_of_its_mapping() {
    let body = "deny contains {\"message\": \"m\", \"at\": s, \"fix\": {\"set\": [s, \"cap_drop\"], \"value\": [\"ALL\"]}} if some s in input.services";
    assert_eq!(mended(body, WEB), format!("{WEB}    cap_drop:\n      - ALL\n"));
    assert_eq!(
        mended(body, "services:\n  web: {image: nginx}\n"),
        "services:\n  web: {image: nginx, cap_drop: [ALL]}\n"
    );
    assert_eq!(
        mended(body, "services:\n  web:\n    cap_drop: [X]\n    image: nginx\n"),
        "services:\n  web:\n    cap_drop: [ALL]\n    image: nginx\n"
    );
}

#[test]
fn an_item_is_appended_in_the_style_of_its_list_or_the_list_is_made() {
    let body = "deny contains {\"message\": \"m\", \"at\": s, \"fix\": {\"append\": [s, \"cap_add\"], \"value\": \"C\"}} if some s in input.services";
    assert_eq!(mended(body, WEB), format!("{WEB}      - C\n"));
    assert_eq!(
        mended(body, "services:\n  web:\n    cap_add: [A]\n"),
        "services:\n  web:\n    cap_add: [A, C]\n"
    );
    assert_eq!(
        mended(body, "services:\n  web:\n    image: x # here\n"),
        "services:\n  web:\n    image: x # here\n    cap_add:\n      - C\n"
    );
}

#[test]
fn a_fix_that_overlaps_itself_is_refused_and_the_finding_stays() {
    let body = "deny contains {\"message\": \"m\", \"at\": s, \"fix\": [{\"replace\": [s, \"privileged\"], \"text\": \"false\"}, {\"delete\": [s, \"privileged\"]}]} if some s in input.services";
    let (_, found) = findings(&[rule("r", body)], WEB);
    assert_eq!((found.len(), found[0].fix.is_none()), (1, true));
}

#[test]
fn the_safety_of_a_fix_is_that_of_the_rule_unless_it_says_otherwise() {
    let with = |more: &str| {
        let body = format!(
            "deny contains {{\"message\": \"m\", \"fix\": {{\"delete\": [s, \"privileged\"]{more}}}}} if some s in input.services"
        );
        findings(&[rule("r", &body)], WEB).1[0].fix.clone().unwrap()
    };
    assert_eq!(with("").safety, Safety::Unsafe);
    let fix = with(", \"safety\": \"safe\", \"note\": \"n\"");
    assert_eq!((fix.safety, fix.note.as_deref()), (Safety::Safe, Some("n")));
}

/// A Dockerfile after the fixes that a rule makes of its commands.
fn mended_dockerfile(plan: &str, text: &str) -> String {
    let body = format!(
        "deny contains {{\"message\": \"m\", \"at\": word, \"fix\": {plan}}} if {{\n\tsome list in input.commands\n\tsome command in list\n\tsome word in command.words\n\tword.text == \"get\"\n}}"
    );
    let policy = rule("r", &body).text.replace("dockwarden.compose", "dockwarden.dockerfile");
    let source = Source::from_text(FileId(0), "Dockerfile", text).unwrap();
    let document = Document::read(Kind::Dockerfile, source, &Surroundings::default());
    let evaluation =
        pack(Kind::Dockerfile, &[file("dockerfile/r.rego", &policy)]).unwrap().evaluate(&document);
    assert!(!evaluation.findings.is_empty(), "{text}");
    let fixes: Vec<_> = evaluation.findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    String::from_utf8(mend::apply(&document.source, fixes).0).unwrap()
}

#[test]
fn a_word_of_a_script_is_replaced_where_it_stands() {
    let mended = |text: &str| mended_dockerfile("{\"replace\": word, \"text\": \"get -y\"}", text);
    for (text, expected) in [
        ("RUN a get b", "RUN a get -y b"),
        ("RUN sh -c 'a get b'", "RUN sh -c 'a get -y b'"),
        ("RUN [\"sh\", \"-c\", \"a get b\"]", "RUN [\"sh\", \"-c\", \"a get -y b\"]"),
    ] {
        assert_eq!(mended(&format!("FROM x\n{text}\n")), format!("FROM x\n{expected}\n"));
    }
}

#[test]
fn a_word_without_a_place_of_its_own_is_left_alone() {
    for text in [
        "FROM x\nRUN sh -c \"a get b && echo \\$HOME\"\n",
        "FROM x\nRUN su nobody -c \"cd /c \\\n  && a get b\"\n",
        "FROM x\nRUN [\"sh\", \"-c\", \"echo \\\"a\\\" && a get b\"]\n",
    ] {
        assert_eq!(mended_dockerfile("{\"replace\": word, \"text\": \"get -y\"}", text), text);
        assert_eq!(mended_dockerfile("{\"delete\": word}", text), text);
    }
}

#[test]
fn one_argument_does_not_become_two() {
    for text in ["FROM x\nRUN [\"a\", \"get\", \"b\"]\n", "FROM x\nRUN a \"get\" b\n"] {
        assert_eq!(mended_dockerfile("{\"replace\": word, \"text\": \"get -y\"}", text), text);
        let other = mended_dockerfile("{\"replace\": word, \"text\": \"put\"}", text);
        assert_eq!(other, text.replace("get", "put"));
    }
}
