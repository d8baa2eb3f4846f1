// Which language a file is in.

import { jsonLanguage } from "@codemirror/lang-json";
import { yamlLanguage } from "@codemirror/lang-yaml";
import { StreamLanguage } from "@codemirror/language";
import { dockerFile } from "@codemirror/legacy-modes/mode/dockerfile";
import { properties } from "@codemirror/legacy-modes/mode/properties";
import type { Extension } from "@codemirror/state";
import { fileName } from "../kinds";
import { plainWhereDeep } from "./nesting";
import { rego } from "./rego";

const json = jsonLanguage.configure({ wrap: plainWhereDeep });
const yaml = yamlLanguage.configure({ wrap: plainWhereDeep });
const dockerfile = StreamLanguage.define(dockerFile);
const variables = StreamLanguage.define(properties);

/** The language of a file, by its name. */
export function languageOf(path: string): Extension {
  const name = fileName(path).toLowerCase();
  if (name.endsWith(".rego")) return rego;
  if (name.endsWith(".json")) return json;
  if (/\.ya?ml$/.test(name)) return yaml;
  if (/^(docker|container)file|\.(docker|container)file$/.test(name)) return dockerfile;
  if (name.startsWith(".env") || name.endsWith(".env")) return variables;
  return [];
}
