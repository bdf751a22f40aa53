/// The paths that a file imports or names: each as its segments, `crate`, `super` or a first name at their head.
pub(super) fn paths(text: &str) -> Vec<Vec<String>> {
    let text = without_tests_and_comments(text);
    let mut paths = Vec::new();
    for statement in text.split(';') {
        if let Some(tree) = import(statement) {
            expand(tree, &[], &mut paths);
        }
    }
    paths.extend(named(&text));
    paths
}

/// Tests stand last in a file, and see everything.
fn without_tests_and_comments(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
    let lines = text[..end].lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// What a statement imports: the tree behind `use`.
fn import(statement: &str) -> Option<&str> {
    let line_start = statement.rfind("use ")?;
    let before = statement[..line_start].lines().next_back().unwrap_or_default().trim();
    let is_import = before.is_empty() || before.starts_with("pub");
    is_import.then(|| &statement[line_start + "use ".len()..])
}

/// Adds every path of an import's tree: `a::{b, c::{d}}` is `a::b` and `a::c::d`.
fn expand(tree: &str, before: &[String], paths: &mut Vec<Vec<String>>) {
    let (head, branches) = match tree.split_once('{') {
        Some((head, rest)) => (head, Some(rest.rsplit_once('}').map_or(rest, |(inside, _)| inside))),
        None => (tree.split(" as ").next().unwrap_or_default(), None),
    };
    let segments = head.split("::").map(str::trim).filter(|segment| !segment.is_empty());
    let path: Vec<String> = before.iter().cloned().chain(segments.map(str::to_owned)).collect();
    match branches {
        None => paths.push(path),
        Some(branches) => split(branches).into_iter().for_each(|branch| expand(branch, &path, paths)),
    }
}

/// The branches of a tree, at the commas that are in no braces of their own.
fn split(branches: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, character) in branches.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&branches[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&branches[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Paths in code that begin with `crate::` or `super::`.
fn named(text: &str) -> Vec<Vec<String>> {
    let is_path = |character: char| character.is_alphanumeric() || matches!(character, '_' | ':');
    let words = text.split(|character: char| !is_path(character));
    let words = words.filter(|word| word.starts_with("crate::") || word.starts_with("super::"));
    let segments =
        words.map(|word| word.split("::").filter(|segment| !segment.is_empty()).map(str::to_owned).collect());
    segments.collect()
}
