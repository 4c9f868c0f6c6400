//! The command line.
fn main() -> anyhow::Result<()> {
    let mut args = std::env::args_os().skip(1);
    let folder = args.next().unwrap();
    let file = args.next().unwrap();
    let document = lacuna::read::read(std::path::Path::new(&file))?;
    let library = lacuna::rules::Library::from_folder(std::path::Path::new(&folder))?;
    let checked = lacuna::check::check(&document, &library, &Default::default())?;
    println!("{}", serde_json::to_string_pretty(&checked.assessment)?);
    Ok(())
}
