// A checker for questions beside the check: where nodes are, what tests say. All built-in rules are off in it.

import type { Policy } from "dockwarden/worker";
import { TimedChecker } from "./timed";

/** A checker without the built-in rules, one question at a time. */
export class Scratch {
  readonly #checker = new TimedChecker();
  #ids: string[] | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Asks with these policies alone; rejects with what is wrong with them, or after `limit` milliseconds. */
  ask<T>(policies: readonly Policy[], limit: number, question: Parameters<typeof this.run<T>>[2]): Promise<T> {
    const next = this.#last.then(() => this.run(policies, limit, question));
    this.#last = next.catch(() => undefined);
    return next;
  }

  private async run<T>(policies: readonly Policy[], limit: number, question: (worker: Worker) => Promise<T>): Promise<T> {
    this.#ids ??= (await this.#checker.ask(limit * 10, (worker) => worker.rules())).map(({ id }) => id);
    const own = policies.map(({ text }) => text).join("\n");
    const off = this.#ids.filter((id) => !own.includes(packageOf(id))).map((id) => `  ${id}: off\n`);
    const problems = await this.#checker.configure({ config: `rules:\n${off.join("")}`, policies });
    if (problems.length > 0) throw new Unusable(problems);
    return this.#checker.ask(limit, question);
  }
}

type Worker = Parameters<Parameters<TimedChecker["ask"]>[1]>[0];

/** The last part of a rule's package: policies that name it may replace it or test it, so it stays on. */
function packageOf(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}

/** The policies cannot be used. */
export class Unusable extends Error {
  constructor(readonly problems: Awaited<ReturnType<TimedChecker["configure"]>>) {
    super(problems.map(({ message }) => message).join("\n"));
  }
}
