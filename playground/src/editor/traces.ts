// What ran in a policy: lines that its tests reach, and what it printed, beside the lines themselves.

import { type Extension, RangeSet, RangeSetBuilder, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, gutter, GutterMarker, WidgetType } from "@codemirror/view";
import type { Coverage, Print } from "dockwarden";
import type { App } from "../app";

/** As much of what a line printed as stands beside it. */
const LONGEST = 100;

interface Traces {
  reached: RangeSet<GutterMarker>;
  printed: DecorationSet;
}

const set = StateEffect.define<Traces>();

const NONE: Traces = { reached: RangeSet.empty, printed: Decoration.none };

/** Lines that tests reach or miss, in the gutter. */
class Reach extends GutterMarker {
  constructor(readonly reached: boolean) {
    super();
  }

  override eq(other: Reach): boolean {
    return other.reached === this.reached;
  }

  override toDOM(): Node {
    const mark = document.createElement("div");
    mark.className = this.reached ? "reached" : "missed";
    mark.title = this.reached ? "A test reaches this line" : "No test reaches this line";
    return mark;
  }
}

const REACHED = new Reach(true);
const MISSED = new Reach(false);

/** What a line printed, after its end. */
class Printed extends WidgetType {
  constructor(readonly text: string) {
    super();
  }

  override eq(other: Printed): boolean {
    return other.text === this.text;
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement("span");
    mark.className = "cm-printed";
    mark.textContent = this.text;
    return mark;
  }
}

const field = StateField.define<Traces>({
  create: () => NONE,
  update(present, transaction) {
    for (const effect of transaction.effects) if (effect.is(set)) return effect.value;
    if (!transaction.docChanged) return present;
    return { reached: present.reached.map(transaction.changes), printed: present.printed.map(transaction.changes) };
  },
  provide: (from) => EditorView.decorations.from(from, ({ printed }) => printed),
});

/** For policies. */
export const traces: Extension = [
  field,
  gutter({ class: "cm-reach", markers: (view) => view.state.field(field).reached }),
];

/** Keeps the shown policy's traces beside its lines. */
export function showTraces(app: App): void {
  const { documents } = app;
  const show = () => {
    const path = documents.active.value;
    if (!documents.has(path) || !app.isCurrent) return;
    const { view } = documents;
    if (!view.state.field(field, false)) return;
    const coverage = app.trial.value.coverage.find((one) => one.path === path);
    const prints = app.outcome.value.report.prints.filter((one) => one.path === path);
    view.dispatch({ effects: set.of({ reached: reached(view.state.doc, coverage), printed: printed(view.state.doc, prints) }) });
  };
  app.outcome.watch(show);
  app.trial.watch(show);
  documents.active.watch(show);
}

function reached(text: Text, coverage: Coverage | undefined): RangeSet<GutterMarker> {
  if (!coverage) return RangeSet.empty;
  const { covered, missed } = coverage;
  const lines = [...covered.map((line) => [line, REACHED] as const), ...missed.map((line) => [line, MISSED] as const)];
  const builder = new RangeSetBuilder<GutterMarker>();
  for (const [line, marker] of lines.filter(([line]) => line < text.lines).sort(([a], [b]) => a - b)) {
    const { from } = text.line(line + 1);
    builder.add(from, from, marker);
  }
  return builder.finish();
}

function printed(text: Text, prints: readonly Print[]): DecorationSet {
  const byLine = new Map<number, string[]>();
  for (const { line, text: said } of prints) if (line < text.lines) byLine.set(line, [...(byLine.get(line) ?? []), said]);
  const marks = [...byLine].sort(([a], [b]) => a - b).map(([line, said]) => {
    const all = said.join(" · ");
    const widget = new Printed(all.length > LONGEST ? `${all.slice(0, LONGEST)}…` : all);
    return Decoration.widget({ widget, side: 1 }).range(text.line(line + 1).to);
  });
  return Decoration.set(marks);
}
