// A value as a tree: what is not unfolded is not made, as inputs can be large.

import { el } from "../dom";
import { isBranch, keyOf, type Steps } from "../engine/places";

/** Texts are shown up to here. */
const LONGEST = 200;
/** The tree is open down to here. */
const OPEN = 2;

/** What a tree asks of its values, and does with its lines. */
export interface Uses {
  /** What is in a value. */
  children(value: unknown): [string | number, unknown][];
  /** Whether a value can be chosen. */
  canChoose(steps: Steps): boolean;
  choose(steps: Steps): void;
}

interface Line {
  label: HTMLElement;
  /** Shows what is in it. */
  unfold(): void;
}

/** A tree of a value. */
export class Tree {
  readonly element = el("div", { class: "tree" });
  /** What the visitor has unfolded and folded: it stays so when the value changes. */
  readonly #folds = new Map<string, boolean>();
  readonly #lines = new Map<string, Line>();
  readonly #uses: Uses;

  constructor(uses: Uses) {
    this.#uses = uses;
  }

  /** Shows a value, or nothing. */
  show(value: unknown): void {
    this.#lines.clear();
    if (value === undefined) this.element.replaceChildren();
    else this.element.replaceChildren(this.#branch("input", value, []));
  }

  /** Marks the line of a value, and unfolds what is around it; no line for none. */
  mark(steps: Steps | undefined): void {
    for (const line of this.element.querySelectorAll(".at-cursor")) line.classList.remove("at-cursor");
    if (!steps) return;
    for (let length = 0; length < steps.length; length += 1) this.#lines.get(keyOf(steps.slice(0, length)))?.unfold();
    const label = this.#lines.get(keyOf(steps))?.label;
    label?.classList.add("at-cursor");
    label?.scrollIntoView({ block: "nearest" });
  }

  #branch(name: string, value: unknown, steps: Steps): HTMLElement {
    const children = this.#uses.children(value);
    const text = isBranch(value) ? size(value, children.length) : `: ${short(value)}`;
    const parts = [el("span", { class: "key" }, name), el("span", { class: isBranch(value) ? "muted" : "value" }, text)];
    const label = this.#uses.canChoose(steps)
      ? el("button", { type: "button", class: "node", onclick: () => this.#uses.choose(steps) }, ...parts)
      : el("span", { class: "node" }, ...parts);
    const key = keyOf(steps);
    if (children.length === 0) {
      this.#lines.set(key, { label, unfold: () => undefined });
      return el("div", { class: "leaf" }, label);
    }
    const box = el("details", {}, el("summary", { "aria-label": `${name}${text}` }));
    const fill = () => {
      if (box.childElementCount > 1) return;
      box.append(...children.map(([step, inner]) => this.#branch(String(step), inner, [...steps, step])));
    };
    const unfold = () => {
      fill();
      box.open = true;
    };
    this.#lines.set(key, { label, unfold });
    box.querySelector("summary")?.addEventListener("click", () => {
      fill();
      this.#folds.set(key, !box.open);
    });
    if (this.#folds.get(key) ?? steps.length < OPEN) unfold();
    return el("div", { class: "branch" }, label, box);
  }
}

function size(value: object, count: number): string {
  if (Array.isArray(value)) return ` [${count === 0 ? "" : count}]`;
  return count === 0 ? " {}" : "";
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
