//! The tool behind `scripts/refresh-data`, on answers as endoflife.date gives them.

#[path = "../../examples/refresh-data/refresh.rs"]
mod refresh;

use refresh::{Product, products};

const DATA: &str = r#"{
  "about": "a",
  "as_of": "2026-01-01",
  "images": {
    "debian": {
      "source": "https://endoflife.date/debian",
      "counts": "extended",
      "releases": {
        "12": "2028-06-01"
      }
    },
    "mcr.microsoft.com/dotnet/sdk": {
      "source": "https://endoflife.date/dotnet",
      "releases": {
        "8.0": "2026-11-10",
        "9.0": "2026-05-12"
      }
    }
  },
  "codenames": {
    "bookworm": { "of": "Debian 12", "date": "2028-06-01" }
  }
}
"#;

const DEBIAN: &str = r#"[
  {"cycle": "13", "codename": "Trixie", "eol": "2028-08-09", "extendedSupport": "2030-06-30", "lts": false},
  {"cycle": "12", "eol": "2026-06-10", "extendedSupport": "2028-06-30"},
  {"cycle": "7", "eol": "2016-04-25", "extendedSupport": "2018-05-31"}
]"#;

const DOTNET: &str = r#"{"schema_version": "1.2.0", "result": {"name": "dotnet", "releases": [
  {"name": "10", "eolFrom": "2028-11-14", "isEol": false},
  {"name": "9", "eolFrom": "2026-11-10", "isEol": false},
  {"name": "11-preview", "eolFrom": "2027-01-01"}
]}}"#;

fn both() -> Vec<Product> {
    let mut all = products("debian", DEBIAN).unwrap();
    all.extend(products("saved", DOTNET).unwrap());
    all
}

#[test]
fn dates_change_in_place_and_new_releases_come_after_the_known_ones() {
    let (text, told) = refresh::refresh(DATA, &both(), "2026-11-24").unwrap();
    let expected = DATA
        .replace("2026-01-01", "2026-11-24")
        .replace("\"12\": \"2028-06-01\"", "\"12\": \"2028-06-30\",\n        \"13\": \"2030-06-30\"")
        .replace("\"9.0\": \"2026-05-12\"", "\"9.0\": \"2026-11-10\",\n        \"10.0\": \"2028-11-14\"")
        .replace("\"date\": \"2028-06-01\"", "\"date\": \"2028-06-30\"");
    assert_eq!(text, expected);
    assert_eq!(
        told,
        [
            "debian 12: 2028-06-01 is now 2028-06-30",
            "debian 13: new, 2030-06-30",
            "mcr.microsoft.com/dotnet/sdk 9.0: 2026-05-12 is now 2026-11-10",
            "mcr.microsoft.com/dotnet/sdk 10.0: new, 2028-11-14",
            "mcr.microsoft.com/dotnet/sdk 8.0: endoflife.date has no date, kept",
            "bookworm: 2028-06-01 is now 2028-06-30",
            "as_of: 2026-01-01 is now 2026-11-24",
        ]
    );
}

#[test]
fn refreshing_twice_changes_nothing_more() {
    let (once, _) = refresh::refresh(DATA, &both(), "2026-11-24").unwrap();
    let (twice, _) = refresh::refresh(&once, &both(), "2026-11-24").unwrap();
    assert_eq!(once, twice);
}

#[test]
fn all_products_may_stand_in_one_file() {
    let full = r#"{"result": [{"name": "a", "releases": []}, {"name": "b", "releases": [{"name": "1"}]}]}"#;
    assert_eq!(products("full", full).unwrap().len(), 2);
}

#[test]
fn the_data_of_the_project_can_be_refreshed_as_it_is() {
    let data = include_str!("../../../policies/data/end-of-life.json");
    let error = refresh::refresh(data, &[], "2026-11-24").unwrap_err();
    assert!(
        error.contains("alpine-linux, centos, debian") && error.ends_with("nothing was changed"),
        "{error}"
    );
}

#[test]
fn what_is_missing_or_not_understood_is_an_error() {
    let one = products("debian", DEBIAN).unwrap();
    let error = refresh::refresh(DATA, &one, "2026-11-24").unwrap_err();
    assert_eq!(error, "no file is about dotnet; nothing was changed");
    assert!(refresh::refresh(DATA, &both(), "today").unwrap_err().starts_with("expected a date"));
    assert!(refresh::refresh("[", &both(), "2026-11-24").is_err());
    for text in ["", "3", "{}", "[3]", r#"[{"name": "1"}]"#, r#"{"result": {"name": "a"}}"#] {
        assert!(products("a", text).is_err(), "{text}");
    }
}
