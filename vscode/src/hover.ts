// What is known of the text under the pointer.

import { Hover, MarkdownString, type HoverProvider, type Position, type TextDocument } from "vscode";
import { range } from "./places";
import { posture } from "./posture";
import type { Projects } from "./projects";
import { details, otherwise, summary } from "./rules";
import { stageUser } from "./stage";

export class Hovers implements HoverProvider {
  readonly #projects: Projects;

  constructor(projects: Projects) {
    this.#projects = projects;
  }

  async provideHover(document: TextDocument, at: Position): Promise<Hover | undefined> {
    const place = this.#projects.at(document.uri);
    if (!place) return undefined;
    const { project, path } = place;
    await project.settled(path);
    const parts: string[] = [];
    const here = project.known(path).findings.filter((finding) => range(finding.range).contains(at));
    for (const rule of new Set(here.map((finding) => finding.rule))) {
      const known = await details(project, rule);
      parts.push(known ? summary(known) : otherwise(rule));
    }
    const about = (await posture(place, document, at)) ?? (await stageUser(place, document, at));
    if (about !== undefined) parts.unshift(about);
    return parts.length > 0 ? new Hover(parts.map((part) => new MarkdownString(part))) : undefined;
  }
}
