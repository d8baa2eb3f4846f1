// Which files are checked together: a Compose file with all that it names, and whatever shares files with it.

/** Files that are checked in one go. */
export interface Group {
  /** The same as long as its members are. */
  id: string;
  members: string[];
}

/** Splits `paths` into groups. `links` are files by the file that names them; `alone` is never joined. */
export function groups(
  paths: Iterable<string>,
  links: ReadonlyMap<string, readonly string[]>,
  alone: (path: string) => boolean,
): Group[] {
  const parents = new Map<string, string>();
  for (const path of paths) parents.set(path, path);
  const root = (path: string): string => {
    let at = path;
    for (let up = parents.get(at); up !== undefined && up !== at; up = parents.get(at)) at = up;
    parents.set(path, at);
    return at;
  };
  for (const [path, targets] of links) {
    if (!parents.has(path)) continue;
    for (const target of targets) {
      if (parents.has(target) && !alone(target)) parents.set(root(target), root(path));
    }
  }
  const members = new Map<string, string[]>();
  for (const path of parents.keys()) {
    const list = members.get(root(path));
    if (list) list.push(path);
    else members.set(root(path), [path]);
  }
  return [...members.values()].map((list) => ({ id: list.sort().join("\n"), members: list }));
}
