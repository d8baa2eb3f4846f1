// From the values of an input to their places in the files, and back.

import type { Located, Place, Position } from "dockwarden";
import { compare } from "../editor/places";

/** Steps from the root of the input to a value in it. */
export type Steps = (string | number)[];

/** Facts that are worked out from what is written elsewhere: the text leads to where it is written. */
const DERIVED = new Set<string | number>(["effective", "posture"]);

/** Steps as one text. */
export function keyOf(steps: Steps): string {
  return JSON.stringify(steps);
}

/** Whether a value holds others. */
export function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** What policies see, and the places of it. */
export class Places {
  readonly #located: Located;
  /** The way to each object, the shortest there is; made when it is first asked for. */
  #ways: Map<number, Steps> | undefined;

  constructor(located: Located) {
    this.#located = located;
  }

  /** What policies see as `input`. */
  get root(): unknown {
    return this.#object(this.#located.root);
  }

  /** The names in a value, and what they lead to. */
  children(value: unknown): [string | number, unknown][] {
    if (!isBranch(value)) return [];
    const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value).filter(([key]) => key !== "@");
    return inner.map(([step, child]) => [step, this.#resolved(child)]);
  }

  /** Where a value is written; nothing for one that is worked out. */
  of(steps: Steps): Place | undefined {
    let value = this.root;
    let node = this.#located.root;
    let entry: Steps = [];
    for (const step of steps) {
      if (!isBranch(value)) return undefined;
      value = this.#resolved((value as Record<string | number, unknown>)[step]);
      const number = numberOf(value);
      entry = number === undefined ? [...entry, step] : [];
      node = number ?? node;
    }
    const found = this.#located.objects[node];
    return entry.length === 0 ? found : found?.entries.find((one) => keyOf(one.steps) === keyOf(entry));
  }

  /** The way to the smallest value that is written around a position; of several at one place the nearest to the root. */
  at(path: string, position: Position): Steps | undefined {
    this.#ways ??= this.#shortest();
    let best: { place: Place; steps: Steps } | undefined;
    for (const [number, way] of this.#ways) {
      const node = this.#located.objects[number];
      if (!node || way.some((step) => DERIVED.has(step))) continue;
      for (const { place, steps } of [{ place: node, steps: way }, ...node.entries.map((entry) => ({ place: entry, steps: [...way, ...entry.steps] }))]) {
        if (place.path !== path || !holds(place, position)) continue;
        if (!best || isBetter(place, steps, best.place, best.steps)) best = { place, steps };
      }
    }
    return best?.steps;
  }

  #object(number: number): unknown {
    return { "@": number, ...this.#located.objects[number]?.value };
  }

  #resolved(value: unknown): unknown {
    const number = numberOf(value);
    return number === undefined ? value : this.#object(number);
  }

  /** Breadth first: what several names lead to is known by the shortest. */
  #shortest(): Map<number, Steps> {
    const found = new Map<number, Steps>();
    let level: [unknown, Steps][] = [[this.root, []]];
    while (level.length > 0) {
      const next: [unknown, Steps][] = [];
      for (const [value, steps] of level) {
        const number = numberOf(value);
        if (number !== undefined) {
          if (found.has(number)) continue;
          found.set(number, steps);
        }
        for (const [step, child] of this.children(value)) if (isBranch(child)) next.push([child, [...steps, step]]);
      }
      level = next;
    }
    return found;
  }
}

function numberOf(value: unknown): number | undefined {
  return isBranch(value) && "@" in value ? (value["@"] as number) : undefined;
}

function isBetter(place: Place, steps: Steps, than: Place, thanSteps: Steps): boolean {
  return isInside(place, than) || (!isInside(than, place) && steps.length < thanSteps.length);
}

function holds({ range }: Place, position: Position): boolean {
  return compare(range.start, position) <= 0 && compare(position, range.end) <= 0;
}

function isInside({ range: one }: Place, { range: other }: Place): boolean {
  const start = compare(one.start, other.start);
  const end = compare(one.end, other.end);
  return start >= 0 && end <= 0 && (start !== 0 || end !== 0);
}
