//! Projects that include others.

use serde_json::{Value as Json, json};

use super::several::{faults_of, files, project_of, slice, started_at_first};
use super::{json, messages};
use crate::compose::read_project;
use crate::reading::Surroundings;

fn names(table: &Json) -> Vec<&str> {
    table.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn everything_that_an_included_file_defines_is_there() {
    let model = started_at_first(&[
        ("compose.yaml", "include: [db.yaml]\nservices: {web: {depends_on: [db]}}\nvolumes: {own: }\n"),
        (
            "db.yaml",
            "name: other\nservices: {db: {image: db}}\nvolumes: {data: }\nnetworks: {n: }\nsecrets: {s: {file: s}}\n\
             configs: {c: {file: c}}\nmodels: {m: {model: m}}\nx-a: 1\n",
        ),
    ]);
    assert_eq!(names(&model["services"]), ["db", "web"]);
    assert_eq!(names(&model["volumes"]), ["data", "own"]);
    for table in ["networks", "secrets", "configs", "models"] {
        assert_eq!(names(&model[table]).len(), 1, "{table}");
    }
    assert_eq!(model.get("name"), None, "the project keeps its own name");
}

#[test]
fn jobs_and_containers_before_services_are_merged_moved_and_completed() {
    let model = started_at_first(&[
        ("compose.yaml", "include: [sub/a.yaml]\njobs: {j: {command: [b], cap_add: [CHOWN]}}"),
        (
            "sub/a.yaml",
            "services: {s: {pre_start: [{volumes: ['./d:/d'], env_file: a.env}]}}\n\
             jobs: {j: {build: {target: t}, command: [a], cap_add: [KILL], env_file: a.env, triggers: {manual: true}}}\n",
        ),
        ("sub/a.env", "A=a"),
    ]);
    let job = &model["jobs"]["j"];
    assert_eq!((&job["build"]["context"], &job["cap_add"]), (&json!("./sub"), &json!(["KILL", "CHOWN"])));
    assert_eq!(
        (&job["command"]["words"][0]["text"], &job["environment"]["A"]["value"]),
        (&json!("b"), &json!("a"))
    );
    let before = &model["services"]["s"]["pre_start"][0];
    assert_eq!(
        (&before["volumes"][0]["source"], &before["environment"]["A"]["value"]),
        (&json!("./sub/d"), &json!("a"))
    );
}

#[test]
fn items_tell_what_they_name_and_whether_it_was_read() {
    let model = started_at_first(&[
        (
            "compose.yaml",
            "include:\n  - a.yaml\n  - {path: [a.yaml, b.yaml], project_directory: ., env_file: x.env}\n  \
             - oci://registry/app:1\n  - https://github.com/a/b.git\n  - '${UNSET}.yaml'\n",
        ),
        ("a.yaml", "services: {}"),
        ("b.yaml", ""),
        ("x.env", ""),
    ]);
    let told: Vec<_> = model["include"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["remote"].clone(), item["read"].clone()))
        .collect();
    let (yes, no) = (json!(true), json!(false));
    assert_eq!(
        told,
        [
            (no.clone(), yes.clone()),
            (no.clone(), yes.clone()),
            (yes.clone(), no.clone()),
            (yes.clone(), no.clone()),
            (no.clone(), no.clone())
        ]
    );
    assert_eq!(model["include"][1]["path"], json!(["a.yaml", "b.yaml"]));
    assert_eq!(model["include"][1]["env_file"], json!(["x.env"]));
}

#[test]
fn several_paths_of_one_item_are_merged_first() {
    let model = started_at_first(&[
        ("compose.yaml", "include: [{path: [sub/a.yaml, sub/b.yaml]}]"),
        ("sub/a.yaml", "services: {db: {image: a, user: a, ports: ['1:1']}}"),
        ("sub/b.yaml", "services: {db: {image: b, ports: !override ['2:2']}}"),
    ]);
    let db = &model["services"]["db"];
    assert_eq!((&db["image"]["text"], &db["user"]), (&json!("b"), &json!("a")));
    assert_eq!(db["ports"][0]["published"], "2");
}

#[test]
fn paths_are_relative_to_the_included_project() {
    let list = |directory: &'static str| {
        let head = format!("include: [{{path: sub/dir/a.yaml{directory}}}]");
        let model = started_at_first(&[
            ("compose.yaml", &head),
            (
                "sub/dir/a.yaml",
                "services:\n  a: {build: {dockerfile: D}, volumes: ['./d:/d']}\nsecrets: {s: {file: ./s}}\n\
                 volumes: {v: {driver: local, driver_opts: {o: bind, type: none, device: ./w}}}\n",
            ),
        ]);
        let a = &model["services"]["a"];
        let device = &model["volumes"]["v"]["driver_opts"]["device"];
        [&a["build"]["context"], &a["volumes"][0]["source"], &model["secrets"]["s"]["file"], device]
            .map(Json::to_string)
    };
    assert_eq!(list(""), [r#""./sub/dir""#, r#""./sub/dir/d""#, r#""./sub/dir/s""#, r#""./sub/dir/w""#]);
    assert_eq!(
        list(", project_directory: other"),
        [r#""./other""#, r#""./other/d""#, r#""./other/s""#, r#""./other/w""#]
    );
    assert_eq!(list(", project_directory: ."), [r#"".""#, r#""./d""#, r#""./s""#, r#""./w""#]);
}

#[test]
fn files_named_by_an_included_project_are_found_from_its_directory() {
    let model = started_at_first(&[
        ("compose.yaml", "include: [{path: sub/a.yaml, project_directory: .}, sub/b.yaml]"),
        ("sub/a.yaml", "services: {a: {extends: {file: base.yaml, service: x}}}"),
        (
            "sub/b.yaml",
            "include: [deep/c.yaml]\nservices: {b: {extends: {file: base.yaml, service: x}, build: .}}",
        ),
        ("sub/deep/c.yaml", "services: {c: {build: .}}"),
        ("base.yaml", "services: {x: {user: root}}"),
        ("sub/base.yaml", "services: {x: {user: app}}"),
    ]);
    let services = &model["services"];
    assert_eq!((&services["a"]["user"], &services["b"]["user"]), (&json!("root"), &json!("app")));
    assert_eq!(
        (&services["b"]["build"]["context"], &services["c"]["build"]["context"]),
        (&json!("./sub"), &json!("./sub/deep"))
    );
    assert_eq!(model["include"].as_array().map(Vec::len), Some(3), "items of included files are told too");
}

#[test]
fn an_included_project_has_variables_of_its_own_below_those_outside() {
    let list = [
        (
            "compose.yaml",
            "include: [{path: sub/a.yaml, env_file: [one.env, two.env]}, sub/b.yaml]\nservices: {w: {user: '${ONE:-w}'}}",
        ),
        (
            "sub/a.yaml",
            "services: {a: {user: '${ONE}', hostname: '${TWO}', domainname: '${OUT}', ipc: '${DOT:-none}'}}",
        ),
        ("sub/b.yaml", "services: {b: {user: '${ONE:-b}', ipc: '${DOT}'}}"),
        (".env", "OUT=out"),
        ("sub/.env", "DOT=dot"),
        ("one.env", "ONE=1\nTWO=1\nOUT=1"),
        ("two.env", "TWO=$ONE$OUT"),
    ];
    let model = started_at_first(&list);
    let (a, b) = (&model["services"]["a"], &model["services"]["b"]);
    assert_eq!([&a["user"], &a["hostname"], &a["domainname"], &a["ipc"]], ["1", "1out", "out", "none"]);
    assert_eq!([&b["user"], &b["ipc"]], ["b", "dot"]);
    assert_eq!(model["services"]["w"]["user"], "w");
    let around =
        Surroundings { variables: [("ONE".to_owned(), "set".to_owned())].into(), ..Surroundings::default() };
    let model = json(&read_project(&["compose.yaml".to_owned()], &files(&list), &around).reading.model);
    assert_eq!([&model["services"]["a"]["user"], &model["services"]["a"]["hostname"]], ["set", "setout"]);
}

#[test]
fn what_the_file_itself_says_goes_over_what_it_includes() {
    let model = started_at_first(&[
        (
            "compose.yaml",
            "include: [a.yaml]\nservices: {a: {image: own, environment: !override [Z=1], ports: !reset []}}",
        ),
        ("a.yaml", "services: {a: {image: a, user: a, environment: {A: a}, ports: ['1:1']}}"),
    ]);
    let a = &model["services"]["a"];
    assert_eq!((&a["image"]["text"], &a["user"]), (&json!("own"), &json!("a")));
    assert_eq!(names(&a["environment"]), ["Z"]);
    assert_eq!(a["ports"], json!([]));
}

#[test]
fn resets_of_an_included_file_do_not_reach_further() {
    let model = started_at_first(&[
        ("compose.yaml", "include: [a.yaml]\nservices: {a: {ports: ['1:1'], cap_add: [KILL]}}"),
        ("a.yaml", "services: {a: {ports: !reset ['9:9'], cap_add: !override [CHOWN]}}"),
    ]);
    let a = &model["services"]["a"];
    assert_eq!(a["ports"].as_array().map(Vec::len), Some(1));
    assert_eq!(a["cap_add"], json!(["CHOWN", "KILL"]));
}

#[test]
fn a_file_included_twice_counts_once() {
    let model = started_at_first(&[
        ("compose.yaml", "include: [a.yaml, b.yaml]"),
        ("a.yaml", "include: [c.yaml]\nservices: {a: {}}"),
        ("b.yaml", "include: [c.yaml]\nservices: {b: {}}"),
        ("c.yaml", "services: {c: {security_opt: [x:1], group_add: [g, g]}}"),
    ]);
    assert_eq!(model["services"]["c"]["security_opt"], json!(["x:1"]));
    assert_eq!(model["services"]["c"]["group_add"], json!(["g", "g"]));
}

#[test]
fn circles_are_told_where_they_close() {
    let list = [
        ("a.yaml", "include: [b.yaml]\nservices: {a: {}}"),
        ("b.yaml", "include: [{path: [c.yaml, a.yaml]}]\nservices: {b: {}}"),
        ("c.yaml", "services: {c: {}}"),
    ];
    assert_eq!(
        faults_of(&list),
        [("b.yaml: a.yaml".to_owned(), "the file includes itself, perhaps through others".to_owned())]
    );
}

#[test]
fn files_that_are_not_there_are_told_where_they_are_named() {
    let list = [
        ("a.yaml", "include: [none.yaml, {path: [b.yaml, gone.yaml], env_file: no.env}, ../out.yaml]"),
        ("b.yaml", "services: {b: {}}"),
    ];
    let told = faults_of(&list);
    let told: Vec<_> = told.iter().map(|(place, message)| (place.as_str(), message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("a.yaml: none.yaml", "there is no file `none.yaml`"),
            ("a.yaml: gone.yaml", "there is no file `gone.yaml`"),
            ("a.yaml: ../out.yaml", "`../out.yaml` lies outside of what is checked"),
        ]
    );
    let model = json(&project_of(&["a.yaml"], &files(&list)).reading.model);
    assert_eq!(model["include"][1]["read"], false);
    assert_eq!(names(&model["services"]), ["b"], "what could be read is there");
}

#[test]
fn places_lie_in_the_included_file() {
    let list = [("a.yaml", "include: [b.yaml]"), ("b.yaml", "services:\n  b:\n    init: maybe\n")];
    let project = project_of(&["a.yaml"], &files(&list));
    assert_eq!(slice(&project, project.reading.faults[0].span), "b.yaml: maybe");
}

#[test]
fn a_file_alone_keeps_its_items_without_a_word() {
    let many = format!("include: [{}]", "a.yaml, ".repeat(2000));
    assert_eq!(messages(&super::reading(&many)), [""; 0]);
    let reading = super::reading("include: [a.yaml]\nservices: {web: {}}");
    assert_eq!(messages(&reading), [""; 0]);
    assert_eq!(
        json(&reading.model)["include"],
        json!([{"path": ["a.yaml"], "remote": false, "read": false}])
    );
}

#[test]
fn hostile_includes_end_quickly() {
    let mut list = Vec::new();
    for i in 0..40 {
        list.push((
            format!("{i}.yaml"),
            format!("include: [{}.yaml, {}.yaml, {0}.yaml]\nservices: {{s{i}: {{}}}}", i + 1, i + 2),
        ));
    }
    list.push(("40.yaml".to_owned(), "services: {}".to_owned()));
    list.push(("41.yaml".to_owned(), "services: {}".to_owned()));
    let list: Vec<_> = list.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let told = faults_of(&list);
    assert!(told.iter().any(|(_, message)| message.contains("deep")), "{told:?}");
    let last = told.iter().filter(|(_, message)| message == "a project follows at most 1000 includes");
    assert_eq!(last.count(), 1, "{told:?}");
}
