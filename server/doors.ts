import type { ServerBuild } from "@remix-run/node";

// The framework looks at every route of a build, several times, for every request. A request for /people can only end
// at the routes below /people, so it is given a build that has no others: that halved the time of a plain page.

/** Answers the build for a path: only the routes that begin with its first segment, or all of them. */
export function doorsOf(build: ServerBuild): (pathname: string) => ServerBuild {
  const firsts = new Map(Object.keys(build.routes).map((id) => [id, firstSegment(build.routes, id)]));
  const known = new Set([...firsts.values()].filter((first) => first !== null && first !== ""));
  const opened = new Map<string, ServerBuild>();
  return (pathname) => {
    const first = pathname
      .split("/")[1]!
      .replace(/\.data$/, "")
      .toLowerCase();
    if (!known.has(first)) return build;
    const door = opened.get(first) ?? narrowed(build, firsts, first);
    opened.set(first, door);
    return door;
  };
}

/** Null where any segment may stand; empty for the root, for layouts without a path and for the front page. */
function firstSegment(routes: ServerBuild["routes"], id: string): string | null {
  const path: string[] = [];
  for (let at = routes[id]; at; at = at.parentId === undefined ? undefined : routes[at.parentId])
    path.unshift(...(at.path ?? "").split("/").filter((segment) => segment !== ""));
  const [first = ""] = path;
  return /^[:*]|\?$/.test(first) ? null : first.toLowerCase();
}

function narrowed(
  build: ServerBuild,
  firsts: ReadonlyMap<string, string | null>,
  first: string,
): ServerBuild {
  const kept = new Set<string>();
  const keepWithParents = (id: string | undefined) => {
    for (let at = id; at !== undefined; at = build.routes[at]?.parentId) kept.add(at);
  };
  keepWithParents("root");
  for (const [id, own] of firsts) if (own === null || own === first) keepWithParents(id);
  const only = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => kept.has(id)));
  return {
    ...build,
    routes: only(build.routes) as ServerBuild["routes"],
    assets: { ...build.assets, routes: only(build.assets.routes) as ServerBuild["assets"]["routes"] },
  };
}
