// A checker in a worker that is ended when one call takes too long.

import { DockwardenWorker, type Options } from "dockwarden/worker";
import { newThread } from "./thread";

/** What every worker may take to start and to load the rules: generous, for slow machines. */
const START = 30_000;

/** A checker in a worker. */
export class TimedChecker {
  #worker: Promise<DockwardenWorker> | undefined;
  #cold = true;

  /** Asks the worker, started and set up before the clock runs; ended after `limit` milliseconds. */
  async ask<T>(limit: number, question: (worker: DockwardenWorker) => Promise<T>): Promise<T> {
    const worker = await this.#ready();
    const timer = setTimeout(() => {
      this.#cold = true;
      worker.terminate();
    }, limit);
    try {
      return await question(worker);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Puts options in place; what is wrong with them comes back, and the ones before stay. */
  async configure(options: Options): Promise<Awaited<ReturnType<DockwardenWorker["configure"]>>> {
    return (await this.#ready()).configure(options);
  }

  async #ready(): Promise<DockwardenWorker> {
    this.#worker ??= DockwardenWorker.create({ timeLimit: START, worker: newThread }).catch((error: unknown) => {
      this.#worker = undefined;
      throw error;
    });
    const worker = await this.#worker;
    // After an end the next call starts a new thread; that must not count against what is asked.
    if (this.#cold) await worker.rules();
    this.#cold = false;
    return worker;
  }
}
