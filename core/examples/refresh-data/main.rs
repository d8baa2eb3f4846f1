//! Refreshes `policies/data/end-of-life.json` from files of endoflife.date; run by `scripts/refresh-data`.

mod refresh;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(changes) => {
            println!("{}", changes.join("\n"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<Vec<String>, String> {
    let [data, as_of, files @ ..] = args else {
        return Err("expected DATA DATE FILE…: the data to refresh, the date of the files, the files".into());
    };
    let read = |path: &String| std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"));
    let mut products = Vec::new();
    for path in files {
        let stem = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
        let told = refresh::products(&stem, &read(path)?).map_err(|error| format!("{path}: {error}"))?;
        products.extend(told);
    }
    let (text, changes) =
        refresh::refresh(&read(data)?, &products, as_of).map_err(|error| format!("{data}: {error}"))?;
    std::fs::write(data, text).map_err(|error| format!("{data}: {error}"))?;
    Ok(changes)
}
