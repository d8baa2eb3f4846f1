//! The Action, every step of `action.yml` run as the runner runs it: inputs through variables, results
//! through files, commands read from what it prints.

mod repository;
mod runner;

use repository::Repository;
use runner::{Api, Runner, event};

const WEB: &str = "services:\n  web:\n    image: nginx\n    privileged: true\n";

const FROM: &str = "FROM alpine:3.22\nUSER 1000:1000\n";
const ADD: &str = "ADD a.txt /a.txt\n";

/// A pull request that adds `files` to `base`, checked out as `actions/checkout` does: a clone of depth 1
/// of the merge that GitHub makes. Gives the clone, the base and the head.
fn pull_request(base: &[(&str, &str)], files: &[(&str, &str)]) -> (Repository, String, String) {
    let origin = Repository::new(base);
    origin.branch("change");
    let head = origin.commit(files);
    origin.git(&["checkout", "-q", "main"]);
    let main = origin.commit(&[("README", "main went on")]);
    origin.git(&["checkout", "-q", "-b", "merge"]);
    origin.git(&["merge", "-q", "--no-ff", "-m", "merge", "change"]);
    let clone = origin.clone(&["--depth=1", "--branch=merge"]);
    (clone, main, head)
}

fn only(rules: &str) -> String {
    format!("fail-on: medium\nrules: {{{rules}}}\n")
}

#[test]
fn a_pull_request_is_told_what_it_made_worse() {
    let worse = WEB.replace("    privileged", "    pid: host\n    privileged");
    let (clone, base, head) = pull_request(
        &[("compose.yaml", WEB), ("old.compose.yaml", WEB)],
        &[("compose.yaml", &worse), ("old.compose.yaml", "services: {}\n")],
    );
    let runner = Runner::new(&clone).event("pull_request", event(&base, &head, "owner/name"));
    let done = runner.run(&[]);
    assert_eq!(done.status, 1, "{}", done.log);
    let host =
        done.commands.iter().filter(|line| line.contains("title=compose/host-pid")).collect::<Vec<_>>();
    assert_eq!(host.len(), 1, "{}", done.log);
    assert!(host[0].starts_with("::error file=compose.yaml,line=4,endLine=4,col=5,"), "{host:?}");
    assert!(!done.commands.iter().any(|line| line.contains("compose/privileged")), "{:?}", done.commands);
    assert_eq!(done.outputs["new-findings"], "1", "{}", done.log);
    assert_eq!(done.outputs["highest-severity"], "high");
    let fixed: usize = done.outputs["fixed-findings"].parse().unwrap();
    let all: usize = done.outputs["findings"].parse().unwrap();
    assert!(fixed > 1 && all > 1, "{:?}", done.outputs);
    let link =
        format!("https://github.com/owner/name/blob/{}/compose.yaml#L4", clone.git(&["rev-parse", "HEAD"]));
    for part in [&link, "### Fixed", "### Defence in depth", "1 new finding (1 high)"] {
        assert!(done.summary.contains(part), "{part}: {}", done.summary);
    }
    let sarif: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&done.outputs["sarif-file"]).unwrap()).unwrap();
    let states: Vec<_> =
        sarif["runs"][0]["results"].as_array().unwrap().iter().map(|r| &r["baselineState"]).collect();
    assert_eq!(states.iter().filter(|state| **state == "new").count(), 1);
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&done.outputs["report-json"]).unwrap()).unwrap();
    assert_eq!(json["against"]["revision"], base.as_str());
}

#[test]
fn a_push_is_told_everything() {
    let repository = Repository::new(&[("compose.yaml", WEB)]);
    let done = Runner::new(&repository).event("push", serde_json::json!({"before": "0".repeat(40)})).run(&[]);
    assert!(done.commands.iter().any(|line| line.contains("compose/privileged")), "{}", done.log);
    assert_eq!((done.status, done.outputs["new-findings"].as_str()), (1, ""));
}

#[test]
fn inputs_choose_what_is_checked_and_what_fails() {
    let config = only("compose/privileged: low");
    let repository =
        Repository::new(&[("a/compose.yaml", WEB), ("b/compose.yaml", WEB), ("c.yaml", &config)]);
    let runner = Runner::new(&repository).event("push", serde_json::json!({}));
    let sarif = repository.path("out.sarif").to_string_lossy().into_owned();
    let done = runner.run(&[
        ("paths", "a\n"),
        ("config", "c.yaml"),
        ("fail-on", "critical"),
        ("annotations", "0"),
        ("summary", "false"),
        ("sarif-file", &sarif),
    ]);
    assert_eq!((done.status, done.summary.as_str()), (0, ""), "{}", done.log);
    assert_eq!(done.commands.len(), 1, "{:?}", done.commands);
    assert!(std::fs::read_to_string(sarif).unwrap().contains("a/compose.yaml"));
    for (input, value) in
        [("annotations", "many"), ("only-new", "yes"), ("fail-on", "worst"), ("version", "x; id")]
    {
        let done = runner.run(&[(input, value)]);
        assert!(
            done.status != 0 && done.commands[0].starts_with("::error title=dockwarden::"),
            "{}",
            done.log
        );
    }
}

#[test]
fn nothing_that_a_repository_holds_reaches_the_runner() {
    let evil = "::error::x\n##[add-mask]y %0A::set-env name=A::b `|<img>|` \u{1b}[31m";
    let path = "a,line=1\n::add-mask::p/compose.yaml";
    let text = format!(
        "services:\n  \"{0}\":\n    image: {0:?}\n    privileged: true\n    # dockwarden: ignore=nothing {0:?}\n    build: {0:?}\n",
        "##[add-mask]s %0A::add-mask::t | `x` <img src=x> @team",
    );
    let rego = format!(
        "# METADATA\n# title: T\n# description: D\n# custom:\n#   severity: high\n#   practice: hygiene\npackage dockwarden.compose[\"evil\"]\n\ndeny contains {{\"message\": {}, \"at\": service}} if some service in input.services\n",
        serde_json::to_string(evil).unwrap(),
    );
    let repository = Repository::new(&[
        (path, &text),
        ("p/compose/evil.rego", &rego),
        ("compose.yaml", "services: [\n##[add-mask]z\n::add-mask::z\n"),
    ]);
    let done = Runner::new(&repository).event("push", serde_json::json!({})).run(&[("policies", "p")]);
    assert!(done.log.contains("##[add-mask]y"), "{}", done.log);
    for line in &done.commands {
        assert!(
            ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start)),
            "{line:?}"
        );
    }
    assert!(
        done.commands
            .iter()
            .any(|line| line.contains("title=compose/evil::::error::x%0A##[add-mask]y %250A")),
        "{:?}",
        done.commands
    );
    for raw in ["<img", "`x`", "\u{1b}", "\n::add-mask", "@team"] {
        assert!(!done.summary.contains(raw), "{raw:?}: {}", done.summary);
    }
    assert_eq!(done.outputs.len(), 7, "{:?}", done.outputs);
}

#[test]
fn suggestions_are_made_once_and_only_on_lines_of_the_diff() {
    let (clone, base, head) = pull_request(
        &[("Dockerfile", FROM), ("dockwarden.yaml", &only("dockerfile/add-instead-of-copy: high"))],
        &[("Dockerfile", &format!("{FROM}{ADD}"))],
    );
    let api = Api::start("@@ -1,2 +1,3 @@\n FROM\n");
    let runner = Runner::new(&clone).event("pull_request", event(&base, &head, "owner/name")).api(&api);
    let inputs = [("suggestions", "true"), ("token", "s3cret-token")];
    let first = runner.run(&inputs);
    let calls = api.calls();
    let lines: Vec<&str> = calls.iter().map(|call| call.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "GET /repos/owner/name/pulls/7/files?per_page=100&page=1",
            "GET /repos/owner/name/pulls/7/comments?per_page=100&page=1",
            "POST /repos/owner/name/pulls/7/reviews",
        ],
        "{}",
        first.log
    );
    assert!(calls.iter().all(|call| call.authorization == "Bearer s3cret-token"));
    assert!(!first.log.contains("s3cret-token") && !first.summary.contains("s3cret-token"));
    let posted = &calls[2].body;
    assert_eq!((&posted["commit_id"], &posted["event"]), (&head.as_str().into(), &"COMMENT".into()));
    let comments = posted["comments"].as_array().unwrap();
    assert_eq!(comments.len(), 1, "{comments:?}");
    for comment in comments {
        assert_eq!((&comment["path"], &comment["side"]), (&"Dockerfile".into(), &"RIGHT".into()));
        assert!(
            comment["body"].as_str().unwrap().contains("```suggestion\nCOPY a.txt /a.txt\n```"),
            "{comment}"
        );
    }
    // The second push finds its comments, resolved or not, and posts nothing again.
    let second = runner.run(&inputs);
    assert!(api.calls().iter().all(|call| call.line.starts_with("GET ")), "{}", second.log);
    assert!(second.log.contains("made before"), "{}", second.log);
    // A diff that does not show the lines.
    let far = Api::start("@@ -100,3 +100,4 @@\n");
    let other = Runner::new(&clone).event("pull_request", event(&base, &head, "owner/name")).api(&far);
    other.run(&inputs);
    assert!(far.calls().iter().all(|call| call.line.starts_with("GET ")));
}

#[test]
fn what_is_fixed_a_fork_and_a_missing_token_make_no_call() {
    let (clone, base, head) = pull_request(
        &[("Dockerfile", FROM), ("dockwarden.yaml", &only("dockerfile/add-instead-of-copy: high"))],
        &[("Dockerfile", &format!("{FROM}{ADD}"))],
    );
    let (fixed, fixed_base, fixed_head) =
        pull_request(&[("Dockerfile", &format!("{FROM}{ADD}"))], &[("Dockerfile", FROM)]);
    let api = Api::start("@@ -1,2 +1,3 @@\n FROM\n");
    let with = ("token", "s3cret");
    let on = ("suggestions", "true");
    let here = event(&base, &head, "owner/name");
    for (repository, event, inputs) in [
        (&fixed, event(&fixed_base, &fixed_head, "owner/name"), &[on, with][..]),
        (&clone, event(&base, &head, "stranger/name"), &[on, with][..]),
        (&clone, here.clone(), &[on][..]),
        (&clone, here, &[with][..]),
    ] {
        let done = Runner::new(repository).event("pull_request", event).api(&api).run(inputs);
        assert!(api.calls().is_empty(), "{}", done.log);
    }
}

#[test]
fn the_release_is_taken_when_its_checksum_is_right() {
    let repository = Repository::new(&[("compose.yaml", "services: {}\n")]);
    let api = Api::start("");
    let runner = Runner::new(&repository).event("push", serde_json::json!({})).api(&api).released();
    let done = runner.run(&[]);
    assert_eq!(done.status, 0, "{}", done.log);
    assert!(done.log.contains("dockwarden."), "{}", done.log);
    api.spoil();
    let done = runner.run(&[]);
    assert!(done.status == 1 && done.commands[0].contains("checksum"), "{}", done.log);
}

#[test]
fn the_version_is_that_of_the_command() {
    let text = std::fs::read_to_string("action.yml").unwrap();
    assert!(text.contains(&format!("    default: '{}'\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn workflows_take_actions_by_digest_and_state_their_permissions() {
    for entry in std::fs::read_dir("../.github/workflows").unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("\npermissions:"), "{path:?}");
        for line in text.lines().filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("uses: "))
        {
            let digest = line.split_once('@').map(|(_, rest)| rest.split(" # v").next().unwrap());
            let pinned = digest.is_some_and(|d| d.len() == 40 && d.bytes().all(|b| b.is_ascii_hexdigit()));
            assert!(pinned || line.starts_with("./"), "{path:?}: {line}");
        }
    }
}
