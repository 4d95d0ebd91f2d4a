import type { ServerBuild } from "@remix-run/node";

// The framework looks at every route of a build, several times, for every request. A request for /my/attempts/… can only
// end at the routes below /my/attempts, so it is given a build that has no others: that halved the time of a plain page,
// and of the smallest answer in the exam room.

/** What a route's path begins with: two segments, null where any may stand, empty where the path has ended. */
type Beginning = readonly [string | null, string | null];

/** Answers the build for a path: only the routes that begin with its first two segments, or all of them. */
export function doorsOf(build: ServerBuild): (pathname: string) => ServerBuild {
  const beginnings = new Map(Object.keys(build.routes).map((id) => [id, beginningOf(build.routes, id)]));
  const all = [...beginnings.values()];
  const firsts = new Set(all.map(([first]) => first).filter((first) => first !== null && first !== ""));
  const seconds = new Set(all.map(([first, second]) => `${first}/${second}`));
  const opened = new Map<string, ServerBuild>();
  return (pathname) => {
    // Written in another way it is left to the framework to read.
    if (/%|\/\//.test(pathname)) return build;
    const [first = "", second = ""] = pathname
      .replace(/\.data$/, "")
      .toLowerCase()
      .split("/")
      .slice(1);
    if (!firsts.has(first)) return build;
    // What no route is named for shares one door, so that there are no more doors than routes.
    const known = seconds.has(`${first}/${second}`) ? second : null;
    const name = `${first}/${known}`;
    const door = opened.get(name) ?? narrowed(build, beginnings, first, known);
    opened.set(name, door);
    return door;
  };
}

/** Both empty for the root, for layouts without a path and for the front page. */
function beginningOf(routes: ServerBuild["routes"], id: string): Beginning {
  const path: string[] = [];
  for (let at = routes[id]; at; at = at.parentId === undefined ? undefined : routes[at.parentId])
    path.unshift(...(at.path ?? "").split("/").filter((segment) => segment !== ""));
  const any = path.findIndex((segment) => /^[:*]|\?$/.test(segment));
  const segment = (at: number) => (any !== -1 && any <= at ? null : (path[at] ?? "").toLowerCase());
  return [segment(0), segment(1)];
}

function narrowed(
  build: ServerBuild,
  beginnings: ReadonlyMap<string, Beginning>,
  first: string,
  second: string | null,
): ServerBuild {
  const kept = new Set<string>();
  const keepWithParents = (id: string | undefined) => {
    for (let at = id; at !== undefined; at = build.routes[at]?.parentId) kept.add(at);
  };
  keepWithParents("root");
  for (const [id, [one, two]] of beginnings)
    if (one === null || (one === first && (two === null || two === "" || two === second)))
      keepWithParents(id);
  const only = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => kept.has(id)));
  return {
    ...build,
    routes: only(build.routes) as ServerBuild["routes"],
    assets: {
      ...build.assets,
      // Where the browser finds the list of these routes alone: any path through the door names it.
      url: `${build.assets.url}?door=/${first}/${second ?? "-"}`,
      routes: only(build.assets.routes) as ServerBuild["assets"]["routes"],
    },
  };
}
