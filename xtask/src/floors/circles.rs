//! Files of one crate that import each other in a circle.
//!
//! A file may use what its ancestors hold, and declares its children; apart from that, imports go one way, so that a file
//! can be read with what it imports and nothing else. Only `use` lines and paths that begin with `crate::` or `super::` are
//! read, outside of tests.

mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// A module as its path from the root of its crate; the root itself is empty.
type Module = Vec<String>;

/// Which module uses which others.
#[derive(Default)]
struct Imports(BTreeMap<Module, BTreeSet<Module>>);

/// The circles among the files below `source`, each as the names of its modules.
pub(super) fn circles(source: &Path) -> Result<Vec<Vec<String>>> {
    let mut texts = BTreeMap::new();
    collect(source, &mut Vec::new(), &mut texts)?;
    let name = |module: Module| module.join("::");
    let circles = Imports::of(&texts).circles();
    Ok(circles.into_iter().map(|circle| circle.into_iter().map(name).collect()).collect())
}

/// Reads every module below a folder.
fn collect(folder: &Path, path: &mut Module, texts: &mut BTreeMap<Module, String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let file = entry?.path();
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if file.is_dir() {
            path.push(stem);
            collect(&file, path, texts)?;
            path.pop();
        } else if file.extension().is_some_and(|extension| extension == "rs") && stem != "main" {
            let text = fs::read_to_string(&file)?;
            let is_root = path.is_empty() && stem == "lib";
            let module = if is_root { Vec::new() } else { [path.as_slice(), &[stem]].concat() };
            texts.insert(module, text);
        }
    }
    Ok(())
}

impl Imports {
    fn of(texts: &BTreeMap<Module, String>) -> Self {
        let mut imports = Self::default();
        for (module, text) in texts.iter().filter(|(module, _)| !module.is_empty()) {
            let used = imports::paths(text).into_iter().filter_map(|path| resolve(module, &path, texts));
            // Children know their ancestors anyway.
            let used = used.filter(|used| !module.starts_with(used));
            imports.0.entry(module.clone()).or_default().extend(used);
            let parent = &module[..module.len() - 1];
            if !parent.is_empty() {
                imports.0.entry(parent.to_vec()).or_default().insert(module.clone());
            }
        }
        imports
    }

    /// Groups of modules each of which reaches all others of its group.
    fn circles(&self) -> Vec<Vec<Module>> {
        let reaches: BTreeMap<&Module, BTreeSet<&Module>> =
            self.0.keys().map(|module| (module, self.reached_from(module))).collect();
        let mut circles = BTreeSet::new();
        for (module, reached) in &reaches {
            let circle: Vec<Module> = reached
                .iter()
                .filter(|other| reaches.get(*other).is_some_and(|back| back.contains(module)))
                .map(|other| (*other).clone())
                .collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles.into_iter().collect()
    }

    /// Everything that a module imports, directly or not; itself only where it lies in a circle.
    fn reached_from<'a>(&'a self, module: &'a Module) -> BTreeSet<&'a Module> {
        let (mut reached, mut next) = (BTreeSet::new(), vec![module]);
        while let Some(module) = next.pop() {
            next.extend(self.0.get(module).into_iter().flatten().filter(|used| reached.insert(*used)));
        }
        reached
    }
}

/// The module that a path leads to, as seen from another.
fn resolve(from: &Module, path: &[String], texts: &BTreeMap<Module, String>) -> Option<Module> {
    let (mut base, mut rest) = (from.clone(), path);
    match rest.first()?.as_str() {
        "crate" => {
            base.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|segment| segment == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        // A child, or another crate.
        child => {
            base.push(child.to_owned());
            texts.contains_key(&base).then_some(())?;
            rest = &rest[1..];
        }
    }
    let mut found = None;
    for length in 0..=rest.len() {
        let module = [base.as_slice(), &rest[..length]].concat();
        if !module.is_empty() && texts.contains_key(&module) {
            found = Some(module);
        }
    }
    found.filter(|found| found != from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let texts = files
            .iter()
            .map(|(module, text)| (module.split("::").map(str::to_owned).collect(), (*text).to_owned()));
        let circles = Imports::of(&texts.collect()).circles();
        circles.iter().flatten().map(|module| module.join("::")).collect()
    }

    #[test]
    fn imports_in_one_direction_are_no_circle() {
        assert!(
            found(&[("a", "use crate::b::B;"), ("b", "use crate::c;"), ("c", "use std::fmt;")]).is_empty()
        );
    }

    #[test]
    fn a_circle_is_found_however_long_it_is() {
        let files = [("a", "use crate::b;"), ("b", "use crate::{x, c::{C, D}};"), ("c", "use super::a::A;")];
        assert_eq!(found(&files), ["a", "b", "c"]);
        assert_eq!(found(&[("a", "fn f() { crate::b::g() }"), ("b", "use crate::a;")]), ["a", "b"]);
    }

    #[test]
    fn parent_and_child_may_know_each_other() {
        assert!(found(&[("a", "mod b; use b::B;"), ("a::b", "use super::A; use crate::a::C;")]).is_empty());
    }

    #[test]
    fn siblings_may_not_and_a_parent_stands_for_its_children() {
        let siblings = [("a", ""), ("a::b", "use super::c::C;"), ("a::c", "use super::b::B;")];
        assert_eq!(found(&siblings), ["a::b", "a::c"]);
        assert_eq!(
            found(&[("a", ""), ("a::b", "use crate::c::C;"), ("c", "use crate::a::A;")]),
            ["a", "a::b", "c"]
        );
    }

    #[test]
    fn comments_and_tests_import_nothing() {
        let files = [
            ("a", "// use crate::b;\n#[cfg(test)]\nmod tests {\n    use crate::b::B;\n}\n"),
            ("b", "use crate::a;"),
        ];
        assert!(found(&files).is_empty());
    }
}
