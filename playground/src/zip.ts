// All files as one archive, to go on with in an editor.

import { strToU8, zipSync, type Zippable } from "fflate";

/** A zip of the files. */
export function zip(files: readonly { path: string; text: string }[]): Blob {
  // A map without a prototype: a file may be named `__proto__`.
  const entries = Object.create(null) as Zippable;
  for (const { path, text } of files) entries[path] = strToU8(text);
  return new Blob([zipSync(entries) as Uint8Array<ArrayBuffer>], { type: "application/zip" });
}

/** Has the browser save something. */
export function save(name: string, blob: Blob): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}
