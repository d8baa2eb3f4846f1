// What goes in and what comes out.

/** What a file is to Docker. */
export type Kind = "dockerfile" | "compose" | "daemon";

/** How bad a finding is, worst first. */
export type Severity = "critical" | "high" | "medium" | "low" | "info";

/** A set of rules; `strict` holds `recommended`. */
export type RuleSet = "recommended" | "strict" | "cis";

/** A file of the project. */
export interface SourceFile {
  /** Relative to the root of the project, `/` between its parts: `api/Dockerfile`. */
  path: string;
  /** Its text, or its bytes where they may be no UTF-8. */
  content: string | Uint8Array;
  /** What it is, where its path does not tell: any file can be named here. */
  kind?: Kind;
}

/** A Rego file. */
export interface Policy {
  path: string;
  text: string;
}

/** What a checker works with. Everything may be left out. */
export interface Options {
  /** Text of a `dockwarden.yaml`. Its `policies` name folders that only the command reads. */
  config?: string;
  /** Rule set in the place of the configuration's. */
  set?: RuleSet;
  /** More policies. One of the same rule replaces the built-in one; `*_test.rego` is passed over. */
  policies?: readonly Policy[];
  /** The date that rules judge dates by, `YYYY-MM-DD`; today if left out, `null` for none. */
  today?: string | null;
}

/** Where the WASM module comes from: an address, its bytes, the answer of a server, or compiled. */
export type WasmSource = string | URL | BufferSource | Response | WebAssembly.Module;

/** What is to be checked. */
export interface CheckOptions {
  /** Paths: only these files, and those that are laid over them, are checked. All, if left out. */
  only?: readonly string[];
}

/** A place as editors count: both from zero, the character in UTF-16 code units. */
export interface Position {
  line: number;
  character: number;
}

/** From `start` up to, and without, `end`. */
export interface Range {
  start: Position;
  end: Position;
}

/** What is found out about the files. */
export interface Report {
  /** All files that were checked, by path. */
  files: FileStatus[];
  /** By path, then place, then rule. */
  findings: Finding[];
  /** Defence in depth: a row for each service, each image that no service runs, and each host. */
  depth: Row[];
  /** What policies printed, by the file that they judged, then in order. Values of secrets are hidden. */
  prints: (Print & { of: string })[];
  summary: Summary;
}

/** How much of a file was understood. */
export interface FileStatus {
  path: string;
  kind: Kind;
  /** `partial`: rules could not see all of it; `failed`: it could not be read or judged. */
  status: "ok" | "partial" | "failed";
  /** Why it failed. */
  errors: { message: string; line?: number }[];
}

/** One thing that is wrong, at one place. */
export interface Finding {
  /** Such as `dockerfile/user-missing`; {@link Dockwarden.explain} says more of it. */
  rule: string;
  severity: Severity;
  /** One sentence. Values of secrets are hidden. */
  message: string;
  path: string;
  /** The exact characters. */
  range: Range;
  related: Related[];
  /** How to mend it, if that is known. */
  fix?: Fix;
  /** The same when lines move. */
  fingerprint: string;
  /** The severity before another layer of the stack changed it; the last of `related` says which. */
  was?: Severity;
  /** Set if the finding does not count. */
  suppressed?: Suppression;
}

/** A further place that belongs to a finding. */
export interface Related extends Place {
  message: string;
}

/** A way to mend a finding. All edits are in the file of the finding, sorted, not overlapping. */
export type Fix = SafeFix | UnsafeFix;

/** Keeps the meaning, or tightens it as intended. */
export interface SafeFix {
  safety: "safe";
  edits: Edit[];
}

/** May change behaviour. */
export interface UnsafeFix {
  safety: "unsafe";
  /** How. */
  note?: string;
  edits: Edit[];
}

/** Text to put in place of a range; an empty range inserts, empty text deletes. */
export interface Edit {
  range: Range;
  /** Lines end with `\n`, whatever the file's own ending is: editors turn them into theirs. */
  text: string;
}

/** Why a finding does not count: a comment says so, or another layer provides what it misses. */
export interface Suppression {
  by: "comment" | "layer";
  path: string;
  range: Range;
  reason?: string;
}

/** What is known of the layers of defence of one service, image or host. */
export interface Row {
  subject: "service" | "image" | "host";
  name: string;
  path: string;
  /** One for each {@link LayerName}, in their order. */
  layers: Layer[];
}

/** A layer of defence. */
export type LayerName =
  | "base-image"
  | "user"
  | "privileges"
  | "namespaces"
  | "profiles"
  | "filesystem"
  | "network"
  | "secrets"
  | "limits"
  | "logging"
  | "scanning";

/** One layer of one subject. */
export interface Layer {
  layer: LayerName;
  /** `unknown`: the files do not tell. */
  state: "held" | "missing" | "unknown";
  note?: string;
  /** The rule whose finding says that it is missing, and where. */
  rule?: string;
  at?: Place;
}

/** What one `print` in a policy said. */
export interface Print {
  /** The policy. */
  path: string;
  /** Its line, from zero. */
  line: number;
  /** The arguments, with a space between them. */
  text: string;
}

/** What the `test_*` rules of policies say. */
export interface TestRun {
  /** In the order of the files. */
  tests: Test[];
  /** Of every policy that a test reached. */
  coverage: Coverage[];
}

/** One `test_*` rule, run. */
export interface Test {
  path: string;
  name: string;
  /** From its name to the end of the line. */
  range: Range;
  /** Whether it is true. */
  passed: boolean;
  /** Set if it could not be evaluated. */
  problem?: Problem;
  /** What policies printed while it ran. */
  prints: Print[];
}

/** Which lines of a policy its tests reached; lines without anything to evaluate are in neither list. */
export interface Coverage {
  path: string;
  /** From zero, sorted. */
  covered: number[];
  /** From zero, sorted. */
  missed: number[];
}

/** Which document is asked for. */
export interface InputOptions {
  /**
   * The whole stack of a Compose file, as rules of stacks see it: with the Dockerfiles that it builds and
   * the `daemon.json` that holds for it.
   */
  stack?: boolean;
}

/** What policies see, and where it stands: every object once, however many names lead to it. */
export interface Located {
  /** The number of the object that policies see as `input`. */
  root: number;
  /** By their numbers. */
  objects: LocatedObject[];
}

/** An object of a document, and its place. */
export interface LocatedObject extends Place {
  /** What is in it; of an object in it no more than its number, under `"@"`. */
  value: Record<string, unknown>;
  /** The values in it that are written in a file. Derived ones, and objects, are not among them. */
  entries: EntryPlace[];
}

/** The place of a value in an object of a document. */
export interface EntryPlace extends Place {
  /** Keys and indices that lead from the object to the value. */
  steps: (string | number)[];
}

/** A place in one of the files. */
export interface Place {
  path: string;
  range: Range;
}

/** How many there are. */
export interface Summary {
  files: number;
  partial: number;
  failed: number;
  /** Findings that count. */
  findings: number;
  suppressed: number;
  /** Findings that count and have a safe fix. */
  fixable: number;
  /** Findings that count. */
  bySeverity: Record<Severity, number>;
}

/** Which fixes are applied. */
export interface FixOptions extends CheckOptions {
  /** Those too that may change behaviour. */
  unsafe?: boolean;
}

/** Files with fixes applied. */
export interface Mended {
  /** Those that changed, with their whole new text. */
  files: { path: string; text: string }[];
  /** How many fixes that took. */
  applied: number;
}

/** A form of the report. `json` and `sarif` are what the command prints, byte for byte. */
export type Format = "json" | "sarif" | "markdown";

/** What a rule is about. */
export interface Rule {
  id: string;
  kind: Kind | "stack";
  title: string;
  severity: Severity;
  /** The section of the guide that it implements. */
  practice: string;
  sets: string[];
  /** Whether the configuration switches it on. */
  enabled: boolean;
  /** Ids of the same check elsewhere, by tool. */
  sameAs: Record<string, string[]>;
  /** What its fixes are; absent if it has none. */
  fix?: "safe" | "unsafe";
}

/** All that is known of a rule. */
export interface RuleDetails extends Rule {
  /** Why it matters and what to do. */
  description: string;
  parameters: { name: string; description: string; default: unknown }[];
  links: string[];
  policy: Policy;
}

/** Something wrong with a configuration, a policy or a call. */
export interface Problem {
  /** The file; empty if none is to blame. */
  path: string;
  message: string;
  range?: Range;
}

/** A file of a workspace that is new or another one; without `content`, one that is gone. */
export interface Change {
  path: string;
  content?: string | Uint8Array;
  /** What it is, where its path does not tell. */
  kind?: Kind;
}

/** A part of a workspace, such as a Compose file with all that is laid over it, that is to be checked. */
export interface Due {
  part: string;
  /** The files that it depends on, as far as is known. */
  files: string[];
}

/** What is new. */
export interface Told {
  /** Of these files something else may be said now. */
  paths: string[];
  /** Those of them that are checked, by path. */
  files: FileStatus[];
  /** All findings in them. */
  findings: Finding[];
  /** Files that would have been read and are not there. */
  missing: string[];
  /** What to check next; absent if everything is current. */
  next?: Due;
}

/** Something that may stand in a `dockwarden.yaml`. */
export interface Completion {
  label: string;
  /** What is written for it. */
  text: string;
  detail: string;
  /** The rule that it names. */
  rule: string | null;
}

/** A rule that is to be written. */
export interface NewRule {
  path: string;
  text: string;
  /** The `dockwarden.yaml` that names the folder of the rule. */
  config: string;
}
