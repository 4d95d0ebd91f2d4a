import { describe, expect, it } from "vitest";
import { MyShell } from "~/components/my-shell";
import { currentHref, type NavItem } from "~/components/nav-items";
import { PublicShell } from "~/components/public-shell";
import { StaffShell } from "~/components/staff-shell";
import { htmlOf } from "./html-of";

const items: NavItem[] = [
  { href: "/people", text: "People", icon: "people", count: 6, late: true },
  { href: "/people/imports", text: "Imports", icon: "upload" },
  { href: "/plans", text: "Plans", icon: "flag" },
];

describe("where the reader is", () => {
  it.each([
    ["/people", "/people"],
    ["/people/42", "/people"],
    ["/people/imports/new", "/people/imports"],
    ["/peopled", undefined],
    ["/", undefined],
  ])("%s is under %s", (path, href) => {
    expect(currentHref(items, path)).toBe(href);
  });
});

describe("the frames", () => {
  const staff = htmlOf(
    <StaffShell
      home="/desk"
      nav={[{ title: "G", items }]}
      person="Shen"
      messages={{ href: "/messages", count: 3 }}
    >
      <h1>Page</h1>
    </StaffShell>,
    { locale: "en", path: "/people?unit=7" },
  );
  const mine = htmlOf(
    <MyShell home="/my" nav={items} person="Xu">
      <h1>Page</h1>
    </MyShell>,
    { path: "/people" },
  );
  const open = htmlOf(
    <PublicShell>
      <h1>Page</h1>
    </PublicShell>,
    { path: "/verify" },
  );

  it.each([
    ["staff", staff],
    ["my", mine],
    ["public", open],
  ])("%s: one main that the skip link reaches, with the page in it", (_name, html) => {
    expect(html.match(/<main/g)).toHaveLength(1);
    expect(html).toMatch(/<main[^>]* id="main"/);
    expect(html).toContain("<h1>Page</h1>");
  });

  it.each([
    ["staff", staff, "/people?unit=7"],
    ["my", mine, "/people"],
    ["public", open, "/verify"],
  ])("%s: language and elder mode are forms that come back here", (_name, html, here) => {
    expect(html).toContain('<form method="post" action="/language">');
    expect(html).toContain('<form method="post" action="/elder">');
    expect(html).toContain(`name="to" value="${here}"`);
  });

  it("the current item is said, not only coloured; a count says what it counts", () => {
    expect(staff).toMatch(/<a href="\/people" aria-current="page">/);
    expect(staff.match(/aria-current/g)).toHaveLength(1);
    expect(staff).toContain("6 waiting");
    expect(open).toMatch(/<a href="\/verify" aria-current="page">/);
  });

  it("signing out is a POST", () => {
    for (const html of [staff, mine]) expect(html).toContain('<form method="post" action="/sign-out">');
    expect(open).not.toContain("/sign-out");
  });
});
