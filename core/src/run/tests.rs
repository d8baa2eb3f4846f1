//! Whole runs over files held in memory, with the built-in rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::config::Config;
use crate::finding::{Finding, Severity, Suppressor};
use crate::policy::builtin_files;

/// Files, the first of which are checked; of those in one folder only the Compose file.
struct World(BTreeMap<String, Vec<u8>>);

impl World {
    fn new(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
    }

    fn run(&self, config: &str) -> Report {
        let source = Source::from_text(FileId(0), "dockwarden.yaml", config).unwrap();
        let setup = Setup::new(Config::parse(&source).unwrap(), builtin_files()).unwrap();
        let (catalog, around) = (setup.catalog(), setup.known());
        let mut judge = Judge::new(Arc::new(Packs::new(setup)));
        let files = || self.0.iter().filter_map(|(path, bytes)| Some((path, Kind::of_path(path)?, bytes)));
        let engine = |(path, kind, bytes): (&String, Kind, &Vec<u8>)| {
            let source = Source::from_bytes(FileId(0), path.as_str(), bytes).unwrap();
            (kind == Kind::Daemon).then(|| Document::read(kind, source, &around))
        };
        let engines: Vec<Document> = files().filter_map(engine).collect();
        let mut checked = Vec::new();
        for (path, kind, bytes) in files() {
            let paths = [path.clone()];
            let engine = engine_of(&engines, path);
            let project = Project { paths: &paths, files: &self.0, prefix: "", engine };
            let unit = Unit { name: path, kind, bytes, around: &around, project: Some(project) };
            checked.push(check(&unit, &mut judge, &catalog, &mut Shelf::default()).unwrap());
        }
        finish(checked, catalog, [])
    }
}

/// The only finding of a rule in a file.
fn the<'a>(report: &'a Report, path: &str, rule: &str) -> &'a Finding {
    let mut all = report.findings().filter(|(file, _, finding)| file.path == path && finding.rule == rule);
    let (_, _, finding) = all.next().unwrap_or_else(|| panic!("no {rule} in {path}"));
    assert!(all.next().is_none(), "{rule} twice in {path}");
    finding
}

const COMPOSE: &str = "services:\n  web:\n    build: .\n";
const ROOT: &str = "FROM alpine:3.22\nCMD [\"sh\"]\n";
const REMAP: &str = "{\"userns-remap\": \"default\"}\n";

#[test]
fn what_the_engine_provides_is_not_asked_of_a_service() {
    let engine = "{\"no-new-privileges\": true}\n";
    let world = World::new(&[("compose.yaml", COMPOSE), ("Dockerfile", ROOT), ("daemon.json", engine)]);
    let report = world.run("");
    let finding = the(&report, "compose.yaml", "compose/no-new-privileges-missing");
    let suppressed = finding.suppressed.as_ref().unwrap();
    assert_eq!(suppressed.by, Suppressor::Layer);
    let (file, source) = report.file_of(suppressed.span).unwrap();
    assert_eq!((&*file.path, source.slice(suppressed.span)), ("daemon.json", "\"no-new-privileges\": true"));
}

#[test]
fn root_weighs_less_where_the_engine_maps_it_to_somebody_else() {
    let world = World::new(&[("compose.yaml", COMPOSE), ("Dockerfile", ROOT), ("daemon.json", REMAP)]);
    let report = world.run("");
    let finding = the(&report, "Dockerfile", "dockerfile/user-missing");
    assert_eq!((finding.severity, finding.was), (Severity::Low, Some(Severity::High)));
    let reason = finding.related.last().unwrap();
    assert!(reason.message.starts_with("lowered from high: "), "{}", reason.message);
    assert_eq!(report.file_of(reason.span).unwrap().0.path, "daemon.json");
}

#[test]
fn a_file_of_two_projects_changes_only_if_both_say_so() {
    let other = "services:\n  web:\n    build: ..\n    userns_mode: host\n";
    let same = "services:\n  web:\n    build: ..\n";
    for (second, severity) in [(other, Severity::High), (same, Severity::Low)] {
        let world = World::new(&[
            ("compose.yaml", COMPOSE),
            ("Dockerfile", ROOT),
            ("daemon.json", REMAP),
            ("second/compose.yaml", second),
        ]);
        let report = world.run("");
        assert_eq!(the(&report, "Dockerfile", "dockerfile/user-missing").severity, severity);
    }
}

#[test]
fn a_severity_that_is_configured_is_not_undone() {
    let world = World::new(&[("compose.yaml", COMPOSE), ("Dockerfile", ROOT), ("daemon.json", REMAP)]);
    let report = world.run("rules:\n  dockerfile/user-missing: info\n");
    let finding = the(&report, "Dockerfile", "dockerfile/user-missing");
    assert_eq!((finding.severity, finding.was), (Severity::Info, None));
}

#[test]
fn a_dockerfile_that_only_compose_knows_is_checked_too() {
    let compose = "services:\n  web:\n    build:\n      context: .\n      dockerfile: images/web.txt\n";
    let report = World::new(&[("compose.yaml", compose), ("images/web.txt", ROOT)]).run("");
    the(&report, "images/web.txt", "dockerfile/user-missing");
}

#[test]
fn a_comment_in_any_file_of_the_stack_silences_a_rule_of_the_stack() {
    let compose =
        "services:\n  web:\n    build: .\n    # dockwarden: ignore=user-undone a test\n    user: root\n";
    let world = World::new(&[("compose.yaml", compose), ("Dockerfile", "FROM alpine:3.22\nUSER app\n")]);
    let report = world.run("");
    let finding = the(&report, "compose.yaml", "stack/user-undone");
    assert_eq!(finding.suppressed.as_ref().unwrap().by, Suppressor::Comment);
    assert!(report.findings().all(|(_, _, finding)| !finding.rule.starts_with("suppression/")));
}

#[test]
fn the_engine_of_a_project_is_the_nearest() {
    let engine = |path: &str| {
        let source = Source::from_text(FileId(0), path, "{}").unwrap();
        Document::read(Kind::Daemon, source, &Surroundings::default())
    };
    let engines = [engine("daemon.json"), engine("a/daemon.json"), engine("a/b/daemon.json")];
    let nearest = |path| engine_of(&engines, path).map(|engine| engine.source.path());
    assert_eq!(nearest("a/compose.yaml"), Some("a/daemon.json"));
    assert_eq!(nearest("a/b/c/compose.yaml"), Some("a/b/daemon.json"));
    assert_eq!(nearest("ab/compose.yaml"), Some("daemon.json"));
    let apart = [engine("a/daemon.json"), engine("b/daemon.json")];
    assert!(engine_of(&apart, "c/compose.yaml").is_none());
    assert!(engine_of(&apart[..1], "c/compose.yaml").is_some());
}

mod fixes_of_other_layers {
    use super::*;
    use crate::mend;

    const CHOWNS: &str = "FROM alpine:3.22\nENTRYPOINT chown -R app /data && exec su-exec app server\n";

    /// The Compose file after the fix of its only finding of the rule.
    fn mended(report: &Report, rule: &str) -> String {
        let finding = the(report, "compose.yaml", rule);
        let (_, source) = report.file_of(finding.span).unwrap();
        let (bytes, applied) = mend::apply(source, finding.fix.iter());
        assert_eq!(applied, 1);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn capabilities_that_the_image_needs_are_kept_where_all_others_are_dropped() {
        let report = World::new(&[("compose.yaml", COMPOSE), ("Dockerfile", CHOWNS)]).run("set: strict\n");
        let rule = "compose/capabilities-not-dropped";
        let text = mended(&report, rule);
        let expected = format!("{COMPOSE}    cap_drop: [ALL]\n    cap_add: [CHOWN, SETGID, SETUID]\n");
        let flat = |text: &str| text.replace(['[', ']', ',', '-', ' ', '\n'], "");
        assert_eq!(flat(&text), flat(&expected), "{text}");
        let after = World::new(&[("compose.yaml", &text), ("Dockerfile", CHOWNS)]).run("set: strict\n");
        assert!(after.findings().all(|(_, _, finding)| finding.rule != rule));
        assert_eq!((the(&report, "compose.yaml", rule).severity, after.files.len()), (Severity::Low, 2));
    }

    #[test]
    fn a_root_that_becomes_read_only_keeps_what_the_image_writes_writable() {
        let writes = "FROM alpine:3.22\nUSER 7\nCMD mkdir -p /run/app && exec server\n";
        let report = World::new(&[("compose.yaml", COMPOSE), ("Dockerfile", writes)]).run("set: strict\n");
        let text = mended(&report, "compose/root-filesystem-writable");
        assert!(text.contains("read_only: true") && text.contains("/run"), "{text}");
        let after = World::new(&[("compose.yaml", &text), ("Dockerfile", writes)]).run("set: strict\n");
        let own = |rule: &str| rule.contains("read-only") || rule.contains("root-filesystem");
        assert!(after.findings().all(|(_, _, finding)| !own(&finding.rule)), "{text}");
    }
}

mod shared_images {
    use super::*;

    const TWO: &str = "services:\n  api:\n    build: .\n  worker:\n    build: .\n";

    fn runners(report: &Report, path: &str, rule: &str) -> Option<String> {
        the(report, path, rule).runners.told()
    }

    #[test]
    fn a_cause_that_several_services_share_is_told_once_and_names_them() {
        let report = World::new(&[("compose.yaml", TWO), ("Dockerfile", ROOT)]).run("");
        assert_eq!(runners(&report, "Dockerfile", "dockerfile/user-missing").unwrap(), "api and worker");
        let finding = the(&report, "Dockerfile", "dockerfile/user-missing");
        let places: Vec<_> = finding.places().collect();
        assert_eq!(places[0].message, "api runs this image");
        let (file, source) = report.file_of(places[0].span).unwrap();
        assert_eq!((&*file.path, source.slice(places[0].span)), ("compose.yaml", "api"));
    }

    #[test]
    fn a_single_service_is_not_named() {
        let report = World::new(&[("compose.yaml", COMPOSE), ("Dockerfile", ROOT)]).run("");
        assert_eq!(runners(&report, "Dockerfile", "dockerfile/user-missing"), None);
    }

    #[test]
    fn only_services_that_run_the_stage_or_need_it_are_named() {
        let target = |name: &str, stage: &str| {
            format!("  {name}:\n    build:\n      context: .\n      target: {stage}\n")
        };
        let compose =
            ["services:\n".to_owned(), target("a", "one"), target("b", "two"), target("c", "three")];
        let dockerfile = "FROM alpine:3.22 AS make\nRUN curl https://example.com/x | sh\n\
            FROM alpine:3.22 AS one\nCOPY --from=make /x /x\n\
            FROM make AS two\nFROM alpine:3.22 AS three\n";
        let report = World::new(&[("compose.yaml", &compose.concat()), ("Dockerfile", dockerfile)]).run("");
        assert_eq!(runners(&report, "Dockerfile", "dockerfile/download-piped-to-shell").unwrap(), "a and b");
    }

    #[test]
    fn services_of_several_projects_are_told_with_their_files() {
        let report = World::new(&[
            ("compose.yaml", COMPOSE),
            ("Dockerfile", ROOT),
            ("second/compose.yaml", "services:\n  web:\n    build: ..\n"),
        ])
        .run("");
        let told = runners(&report, "Dockerfile", "dockerfile/user-missing").unwrap();
        assert_eq!(told, "web (compose.yaml) and web (second/compose.yaml)");
    }

    #[test]
    fn of_very_many_services_only_the_first_are_named() {
        let services: String = (0..40).map(|at| format!("  s{at:02}:\n    build: .\n")).collect();
        let compose = format!("services:\n{services}");
        let report = World::new(&[("compose.yaml", &compose), ("Dockerfile", ROOT)]).run("");
        let told = runners(&report, "Dockerfile", "dockerfile/user-missing").unwrap();
        assert!(told.ends_with("s10, s11 and 28 more"), "{told}");
    }

    #[test]
    fn who_runs_a_stage_changes_no_fingerprint() {
        let print = |compose| {
            let report = World::new(&[("compose.yaml", compose), ("Dockerfile", ROOT)]).run("");
            the(&report, "Dockerfile", "dockerfile/user-missing").fingerprint.clone()
        };
        assert_eq!(print(COMPOSE), print(TWO));
    }
}

mod depth {
    use super::*;
    use crate::defence::{Layer, State, Subject};

    fn state(report: &Report, name: &str, layer: Layer) -> State {
        let row = report.depth.iter().find(|row| row.name == name).unwrap();
        row.cells.iter().find(|cell| cell.layer == layer).unwrap().state
    }

    #[test]
    fn a_row_stands_for_each_service_each_other_image_and_each_host() {
        let world = World::new(&[
            ("compose.yaml", COMPOSE),
            ("Dockerfile", ROOT),
            ("tool/Dockerfile", ROOT),
            ("daemon.json", REMAP),
        ]);
        let report = world.run("");
        let rows: Vec<_> = report.depth.iter().map(|row| (row.subject, row.name.as_str())).collect();
        let expected =
            [(Subject::Service, "web"), (Subject::Image, "tool/Dockerfile"), (Subject::Host, "daemon.json")];
        assert_eq!(rows, expected);
    }

    #[test]
    fn cells_tell_what_files_prove_and_what_they_do_not() {
        let compose = "services:\n  web:\n    build: .\n    read_only: true\n    user: ${WHO}\n";
        let report = World::new(&[("compose.yaml", compose), ("Dockerfile", ROOT)]).run("");
        assert_eq!(state(&report, "web", Layer::Filesystem), State::Held);
        assert_eq!(state(&report, "web", Layer::User), State::Unknown);
        assert_eq!(state(&report, "web", Layer::Privileges), State::Missing);
        assert_eq!(state(&report, "web", Layer::Scanning), State::Unknown);
    }

    #[test]
    fn a_finding_that_is_withdrawn_leaves_its_layer_standing() {
        let engine = "{\"log-opts\": {\"max-size\": \"1m\"}}\n";
        let files = [("compose.yaml", COMPOSE), ("Dockerfile", ROOT)];
        let with = World::new(&[files[0], files[1], ("daemon.json", engine)]).run("");
        assert_eq!(state(&with, "web", Layer::Logging), State::Held);
        assert_eq!(state(&World::new(&files).run(""), "web", Layer::Logging), State::Missing);
    }

    #[test]
    fn the_cheapest_layer_comes_first() {
        let report = World::new(&[("compose.yaml", COMPOSE), ("Dockerfile", ROOT)]).run("");
        let (layer, rows) = crate::defence::next(&report.depth).unwrap();
        assert_eq!((layer, rows.len()), (Layer::Logging, 1));
    }
}

#[test]
fn what_a_part_of_a_project_lacks_is_not_missing() {
    let main = "include: [db/compose.yaml]\nservices:\n  web:\n    extends: {file: base/compose.yaml, service: base}\n\
                networks: {back: {}}\n";
    let db = "services: {db: {image: 'x:1', networks: [back]}}\n";
    let base =
        "services: {base: {image: 'x:1', networks: [back], depends_on: [db]}, none: {restart: always}}\n";
    let rules = ["compose/undefined-resource", "compose/undefined-service", "compose/image-missing"];
    let missing = |files: &[(&str, &str)]| {
        let report = World::new(files).run("");
        report.findings().filter(|(.., finding)| rules.contains(&finding.rule.as_str())).count()
    };
    let (db, base) = (("db/compose.yaml", db), ("base/compose.yaml", base));
    assert_eq!(missing(&[("compose.yaml", main), db, base]), 0);
    assert_eq!(missing(&[db, base]), 4);
}
