// Text from files, as Markdown that shows it as it is.

/** `text` without any meaning to Markdown or HTML. */
export function escape(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|~$@:]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\r\n]+/g, " ");
}

/** `text` as code on one line. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${text.replace(/[\r\n]+/g, " ")}${space}${fence}`;
}

/** The same inside a table. */
export function cell(text: string): string {
  return code(text).replaceAll("|", "\\|");
}
