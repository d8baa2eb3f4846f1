// What is wrong with policies and shows only when files are judged: the report tells it as text.

import type { Problem, Report } from "dockwarden";

/** Problems of the policies, taken from the files that could not be judged for them. */
export function policyProblems(report: Report, policies: readonly { path: string }[]): Problem[] {
  const found = new Map<string, Problem>();
  for (const { message } of report.files.flatMap(({ errors }) => errors)) {
    const problem = placed(message, policies);
    if (problem) found.set(message, problem);
  }
  return [...found.values()];
}

/** `path:line:column: what`, where the path is one of the policies. */
function placed(message: string, policies: readonly { path: string }[]): Problem | undefined {
  const policy = policies.find(({ path }) => message.startsWith(`${path}:`));
  if (!policy) return undefined;
  const rest = message.slice(policy.path.length);
  const [, line, column, what] = /^:(\d+):(\d+): ([^\n]*)/.exec(rest) ?? [];
  if (line === undefined || column === undefined || what === undefined) return { path: policy.path, message: rest.slice(1).trim() };
  const start = { line: Number(line) - 1, character: Number(column) - 1 };
  return { path: policy.path, message: what, range: { start, end: { ...start, character: start.character + 1 } } };
}
