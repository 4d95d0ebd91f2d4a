import { describe, expect, it } from "vitest";
import { returnPathFrom } from "~/components/return-path";
import { action as chooseElder } from "~/routes/elder";
import { action as chooseLanguage } from "~/routes/language";

describe("the way back after a choice", () => {
  it.each(["/", "/people?unit=7&page=2", "/my/exams/1"])("%s is on this site", (path) => {
    expect(returnPathFrom(path)).toBe(path);
  });

  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "javascript:alert(1)",
    "evil",
    "",
    null,
  ])("%j is not", (value) => {
    expect(returnPathFrom(value)).toBe("/");
  });
});

describe("a choice of appearance", () => {
  const post = (fields: Record<string, string>) => ({
    request: new Request("http://here/x", { method: "POST", body: new URLSearchParams(fields) }),
    params: {},
    context: {} as never,
  });

  it("is remembered and leads back", async () => {
    const answer = await chooseLanguage(post({ lang: "en", to: "/verify?number=1" }));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("Location")).toBe("/verify?number=1");
    expect(answer.headers.get("Set-Cookie")).toMatch(
      /^lang=en; Path=\/; Max-Age=31536000; SameSite=Lax; HttpOnly$/,
    );
  });

  it("of no known language is refused", async () => {
    await expect(chooseLanguage(post({ lang: "de" }))).rejects.toMatchObject({ status: 400 });
  });

  it("of the standard size forgets the cookie", async () => {
    const on = await chooseElder(post({ elder: "1", to: "/my" }));
    expect(on.headers.get("Set-Cookie")).toContain("elder=1;");
    const off = await chooseElder(post({ elder: "", to: "//evil.example" }));
    expect(off.headers.get("Set-Cookie")).toContain("Max-Age=0");
    expect(off.headers.get("Location")).toBe("/");
  });
});
