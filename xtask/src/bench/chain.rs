//! Our plugins as mdBook runs them: one after the other, each with the book as the one before left it.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::process::{line, output};
use crate::workspace::Workspace;

/// The name of our package and of its binary.
const PACKAGE: &str = "mdbook-counterfactuals";

/// A plugin of ours: its name, and the words of its command in `book.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plugin {
    /// Its name.
    pub(super) name: String,
    words: Vec<String>,
}

impl Plugin {
    fn command(&self, workspace: &Workspace) -> Result<Command> {
        let (program, args) = self.words.split_first().context("an empty command")?;
        // A path is relative to the book, as mdBook has it; a single word is looked up.
        let program = if program.contains('/') { workspace.path(program) } else { program.into() };
        let mut command = Command::new(program);
        command.args(args).current_dir(workspace.root());
        Ok(command)
    }
}

/// Our plugins in the order in which mdBook runs them, from the configuration that it sends along: those that may come in any order come
/// by name.
pub(super) fn plugins(context: &Value) -> Vec<Plugin> {
    let table = context.pointer("/config/preprocessor").and_then(Value::as_object);
    let mut waiting: Vec<(&String, &Value)> = table.into_iter().flatten().collect();
    waiting.retain(|(_, plugin)| words(plugin).iter().any(|word| word.ends_with(PACKAGE)));
    waiting.sort_by_key(|(name, _)| *name);
    let mut ordered = vec![];
    while !waiting.is_empty() {
        let is_first = |&(name, plugin): &(&String, &Value)| {
            waiting.iter().all(|(other, its)| {
                *other == name || !(names(plugin, "after", other) || names(its, "before", name))
            })
        };
        // Of plugins that wait for each other mdBook would have refused the book.
        let place = waiting.iter().position(is_first).unwrap_or(0);
        let (name, plugin) = waiting.remove(place);
        ordered.push(Plugin { name: name.clone(), words: words(plugin) });
    }
    ordered
}

fn words(plugin: &Value) -> Vec<String> {
    let command = plugin.get("command").and_then(Value::as_str).unwrap_or_default();
    command.split_whitespace().map(str::to_owned).collect()
}

fn names(plugin: &Value, key: &str, name: &str) -> bool {
    let list = plugin.get(key).and_then(Value::as_array);
    list.into_iter().flatten().any(|one| one == name)
}

/// Runs them all; returns how long each took in milliseconds, from its start to its last byte, and the book as the last one left it.
pub(super) fn run(
    workspace: &Workspace,
    plugins: &[Plugin],
    context: &Value,
    book: &Value,
) -> Result<(Vec<f64>, Value)> {
    let mut book = book.clone();
    let mut times = Vec::with_capacity(plugins.len());
    for plugin in plugins {
        let mut command = plugin.command(workspace)?;
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let input = serde_json::to_vec(&json!([context, book]))?;
        let start = Instant::now();
        let mut child = command.spawn().with_context(|| format!("cannot run `{}`", line(&command)))?;
        // A plugin reads all of its input before it answers, and closing the pipe ends it.
        child.stdin.take().context("no pipe")?.write_all(&input)?;
        let output = child.wait_with_output()?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        ensure!(output.status.success(), "`{}` failed ({})", line(&command), output.status);
        book = serde_json::from_slice(&output.stdout).context("a plugin’s answer is no book")?;
    }
    Ok((times, book))
}

/// Only asks each of them whether it supports HTML; returns how long each took. What a busy machine makes of nothing.
pub(super) fn ask(workspace: &Workspace, plugins: &[Plugin]) -> Result<Vec<f64>> {
    let asked = plugins.iter().map(|plugin| {
        let mut command = plugin.command(workspace)?;
        let start = Instant::now();
        output(command.args(["supports", "html"]))?;
        Ok(start.elapsed().as_secs_f64() * 1000.0)
    });
    asked.collect()
}

/// Adds a paragraph to the first chapter that has a figure: a chapter saved anew.
pub(super) fn with_paragraph(book: &Value, text: &str) -> Result<Value> {
    let mut book = book.clone();
    let content = chapter(&mut book).context("no chapter has a figure")?;
    let longer = format!("{}\n\n{text}\n", content.as_str().unwrap_or_default());
    *content = Value::String(longer);
    Ok(book)
}

/// The content of the first chapter with a directive, wherever it stands in the tree.
fn chapter(value: &mut Value) -> Option<&mut Value> {
    let own = value.get("content").and_then(Value::as_str).is_some_and(|text| text.contains("\n<<#"));
    if own {
        return value.get_mut("content");
    }
    match value {
        Value::Array(list) => list.iter_mut().find_map(chapter),
        Value::Object(map) => map.values_mut().find_map(chapter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(table: Value) -> Vec<String> {
        let plugins = plugins(&json!({ "config": { "preprocessor": table } }));
        plugins.into_iter().map(|plugin| plugin.name).collect()
    }

    #[test]
    fn plugins_come_in_the_order_of_the_book() {
        let ours = |name: &str, after: Value, before: Value| json!({ "command": format!("target/plugin/{PACKAGE} {name}"), "after": after, "before": before });
        let links = json!(["links"]);
        assert_eq!(
            order(json!({
                "links": {},
                "save": { "command": "x save-input" },
                "widgets": ours("widgets", links.clone(), json!([])),
                "math": ours("math", links.clone(), json!(["widgets"])),
                "references": ours("references", json!(["widgets"]), json!([])),
                "apples": ours("apples", json!(["references", "math"]), json!([])),
            })),
            ["math", "widgets", "references", "apples"]
        );
        assert_eq!(order(json!({ "links": {} })), [] as [&str; 0]);
        assert_eq!(
            plugins(&json!({ "config": { "preprocessor": { "math": ours("math", links, json!([])) } } }))[0]
                .words,
            [&format!("target/plugin/{PACKAGE}"), "math"]
        );
    }

    #[test]
    fn a_chapter_with_a_figure_is_found_and_lengthened() {
        let figure = json!({ "Chapter": { "content": "# B\n\n<<#grid>>\n", "sub_items": [] } });
        let book = json!({ "items": [{ "Chapter": { "content": "# A", "sub_items": [figure] } }] });
        let longer = with_paragraph(&book, "More.").unwrap();
        let text = longer.pointer("/items/0/Chapter/sub_items/0/Chapter/content").unwrap();
        assert_eq!(text, "# B\n\n<<#grid>>\n\n\nMore.\n");
        assert_eq!(longer.pointer("/items/0/Chapter/content").unwrap(), "# A");
        assert!(with_paragraph(&json!({ "items": [] }), "More.").is_err());
    }
}
