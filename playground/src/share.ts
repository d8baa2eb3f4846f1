// The state of the page as a text for the fragment of an address, and back. What comes in is hostile.

import { pathFault } from "./kinds";

/** What a link holds. */
export interface State {
  files: { path: string; text: string }[];
  active: string;
  view: string;
}

/** Most characters of files in a link: more is refused before it is unpacked. */
export const MOST_TEXT = 2_000_000;
const MOST_FILES = 100;
const MARK = "s=1.";

/** A fragment, with its `#`. */
export async function encode({ files, active, view }: State): Promise<string> {
  const json = JSON.stringify([files.map(({ path, text }) => [path, text]), active, view]);
  const packed = await pump(new Blob([json]), new CompressionStream("deflate-raw"), Number.MAX_SAFE_INTEGER);
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return `#${MARK}${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** Whether a fragment wants to be a state. */
export function isState(fragment: string): boolean {
  return fragment.startsWith(`#${MARK}`);
}

/** The state in a fragment. Throws an Error that says what is wrong with it. */
export async function decode(fragment: string): Promise<State> {
  const packed = bytes(fragment.slice(MARK.length + 1));
  let text: Uint8Array;
  try {
    text = await pump(new Blob([packed]), new DecompressionStream("deflate-raw"), MOST_TEXT);
  } catch (error) {
    throw error instanceof RangeError ? error : new Error("it is cut off or damaged");
  }
  return state(parse(text));
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  } catch {
    throw new Error("it is cut off or damaged");
  }
}

async function pump(from: Blob, through: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array> {
  const reader = from.stream().pipeThrough(through).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError("it holds more than two million characters");
    }
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function parse(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text));
  } catch {
    throw new Error("it holds no state");
  }
}

/** Takes only what has the right shape. */
export function state(value: unknown): State {
  const [files, active, view] = Array.isArray(value) ? (value as unknown[]) : [];
  if (!Array.isArray(files) || typeof active !== "string" || typeof view !== "string") throw new Error("it holds no state");
  if (files.length === 0 || files.length > MOST_FILES) throw new Error(`it must hold between 1 and ${MOST_FILES} files`);
  const seen = new Map<string, string>();
  for (const file of files as unknown[]) {
    const [path, text] = Array.isArray(file) ? (file as unknown[]) : [];
    if (typeof path !== "string" || typeof text !== "string") throw new Error("it holds no state");
    if (pathFault(path) || seen.has(path)) throw new Error("a file in it has a name that cannot be");
    seen.set(path, text);
  }
  return { files: [...seen].map(([path, text]) => ({ path, text })), active, view };
}
