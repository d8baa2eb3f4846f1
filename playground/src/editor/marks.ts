// One marked stretch of text: the source of a node.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** Marks a stretch, or none. */
export const mark = StateEffect.define<{ from: number; to: number } | undefined>();

const looks = Decoration.mark({ class: "cm-node" });

/** Remembers what is marked. */
export const marks = StateField.define({
  create: () => Decoration.none,
  update(present, transaction) {
    let next = present.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(mark)) continue;
      next = effect.value && effect.value.from < effect.value.to
        ? Decoration.set(looks.range(effect.value.from, effect.value.to))
        : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
