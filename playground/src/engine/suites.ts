// Runs the tests of policies: a made-up `deny` beside them collects those that hold.

import { DockwardenError, type Policy, type Problem } from "dockwarden/worker";
import { POLICY_LIMIT } from "./engine";
import { HEAD, HEAD_LINES } from "./made";
import { type Scratch, Unusable } from "./scratch";

/** What one file of tests says. */
export interface Suite {
  path: string;
  tests: { name: string; line: number; passed: boolean }[];
  problems: Problem[];
}

const SAMPLES: Record<string, { path: string; content: string }> = {
  dockerfile: { path: "Dockerfile", content: "FROM scratch\n" },
  compose: { path: "compose.yaml", content: "services: {}\n" },
  daemon: { path: "daemon.json", content: "{}\n" },
};

/** Runs one file of tests beside the policies that it tests. */
export async function runTests(scratch: Scratch, test: Policy, policies: readonly Policy[]): Promise<Suite> {
  const names = testsOf(test.text);
  const [, kind = "", id = ""] = /^package\s+dockwarden\.(\w+)(?:\.|\[")([\w-]+)/m.exec(test.text) ?? [];
  const sample = SAMPLES[kind];
  const failed = (problems: Problem[]): Suite => ({
    path: test.path,
    tests: names.map((name) => ({ ...name, passed: false })),
    problems,
  });
  if (!sample) {
    const known = Object.keys(SAMPLES).join(", ");
    return failed([{ path: test.path, message: `Tests run here if their package is dockwarden.KIND.NAME, with one of ${known} as kind.` }]);
  }
  const collected = names.map(({ name }) => `deny contains {"message": "${name}", "at": input} if ${name}\n`);
  const suite = { path: `${test.path}.run`, text: `${HEAD}${test.text}\n${collected.join("")}` };
  try {
    const report = await scratch.ask([...policies, suite], POLICY_LIMIT * 2, (worker) => worker.check([sample]));
    const errors = report.files.flatMap((file) => file.errors);
    const held = new Set(report.findings.filter(({ rule }) => rule === `${kind}/${id}`).map(({ message }) => message));
    return {
      path: test.path,
      tests: names.map((name) => ({ ...name, passed: held.has(name.name) })),
      problems: errors.map(({ message }) => ({ path: test.path, message: moved(message, suite.path) })),
    };
  } catch (error) {
    if (error instanceof Unusable) return failed(error.problems.map((problem) => back(problem, suite.path, test.path)));
    if (!(error instanceof DockwardenError)) throw error;
    const message = error.code === "timeout" ? "Ended: the tests ran for too long." : error.message;
    return failed([{ path: test.path, message }]);
  }
}

/** Names and lines of the tests in a file. */
export function testsOf(text: string): { name: string; line: number }[] {
  const found = new Map<string, number>();
  text.split("\n").forEach((line, at) => {
    const name = /^(test_\w+)/.exec(line)?.[1];
    if (name !== undefined && !found.has(name)) found.set(name, at);
  });
  return [...found].map(([name, line]) => ({ name, line }));
}

/** A problem of the made-up file, in the file of the visitor. */
function back(problem: Problem, made: string, path: string): Problem {
  if (problem.path !== made) return problem;
  const { range, message } = problem;
  if (!range) return { path, message };
  const up = ({ line, character }: typeof range.start) => ({ line: Math.max(0, line - HEAD_LINES), character });
  return { path, message, range: { start: up(range.start), end: up(range.end) } };
}

function moved(message: string, made: string): string {
  return message.startsWith(`${made}:`) ? message.slice(made.length + 1).replace(/^\d+/, (line) => String(Number(line) - HEAD_LINES)) : message;
}
