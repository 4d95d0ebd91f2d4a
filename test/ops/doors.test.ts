import { matchRoutes, type RouteObject } from "react-router-dom";
import { describe, expect, it } from "vitest";
import { doorsOf } from "../../server/doors.ts";

const route = (id: string, path: string | undefined, parentId?: string, index?: boolean) => ({
  id,
  path,
  parentId,
  index,
});
const all = [
  route("root", ""),
  route("front", undefined, "root", true),
  route("staff", undefined, "root"),
  route("people", "people", "staff", true),
  route("person", "people/:personId", "staff"),
  route("person-file", "file", "person"),
  route("units", "units", "staff"),
  route("my", "my", "root"),
  route("my-front", undefined, "my", true),
  route("my-file", "file", "my"),
  route("verified", "v/:token", "root"),
  route("anything", "*", "root"),
];
const build = {
  routes: Object.fromEntries(all.map((one) => [one.id, one])),
  assets: { routes: Object.fromEntries(all.map((one) => [one.id, one])) },
} as never;

type Build = { routes: Record<string, (typeof all)[number]> };

function tree({ routes }: Build, parentId?: string): RouteObject[] {
  return Object.values(routes)
    .filter((one) => one.parentId === parentId)
    .map(({ id, path, index }) =>
      index ? { id, path, index } : { id, path, children: tree({ routes } as Build, id) },
    );
}
const found = (from: Build, pathname: string) =>
  matchRoutes(tree(from), pathname)?.map(({ route: { id } }) => id);

describe("doors", () => {
  const doorFor = doorsOf(build);

  it.each([
    "/",
    "/people",
    "/People/",
    "/people/7",
    "/people/7/file",
    "/people/7/other",
    "/units",
    "/my",
    "/my/file",
    "/v/token",
    "/v",
    "/nowhere/at/all",
    "/%70eople",
    "/my/%66ile",
    "/my//file",
    "/my/File/",
    "/my/other",
  ])("lead %s to where the whole build leads it", (pathname) => {
    expect(found(doorFor(pathname) as never, pathname)).toEqual(found(build as never, pathname));
  });

  it("hold only what begins with their two words, and are made once", () => {
    const door = doorFor("/people/7.data");
    expect(Object.keys(door.routes).sort()).toEqual([
      "anything",
      "people",
      "person",
      "person-file",
      "root",
      "staff",
    ]);
    expect(Object.keys(door.assets.routes).sort()).toEqual(Object.keys(door.routes).sort());
    expect(doorFor("/people/8/file")).toBe(door);
    expect(Object.keys(doorFor("/people").routes)).not.toContain("units");
    expect(Object.keys(doorFor("/my/other").routes)).not.toContain("my-file");
    expect(Object.keys(doorFor("/my/file").routes)).toContain("my-file");
  });
});
