import { describe, expect, it } from "vitest";
import { type NavItem, shownFirst } from "~/components/nav-items";
import { StaffShell } from "~/components/staff-shell";
import { htmlOf } from "./html-of";

const items = (n: number): NavItem[] =>
  Array.from({ length: n }, (_, at) => ({ href: `/p${at}`, text: `P${at}`, icon: "doc" }));
const page = (path: string, n: number) =>
  htmlOf(
    <StaffShell home="/desk" nav={[{ title: "G", ...shownFirst(items(n), "More of G") }]} person="Shen">
      <h1>Page</h1>
    </StaffShell>,
    { locale: "en", path },
  );

describe("the menu of a group", () => {
  it("shows as many as somebody finds without reading them all, and the others one step away", () => {
    expect(shownFirst(items(7), "More").more).toBeUndefined();
    const html = page("/p1", 10);
    const [, rest] = html.split('<details class="nav-rest">');
    expect(rest).toContain("<summary>");
    expect([...rest!.matchAll(/href="\/p(\d)"/g)].map(([, n]) => n)).toEqual(["7", "8", "9"]);
  });

  it("stands open where the reader is in what it holds", () => {
    expect(page("/p8/one", 10)).toMatch(/<details class="nav-rest" open="">/);
  });
});
