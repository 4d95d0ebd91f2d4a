import { expect, it } from "vitest";
import { mayActAsTeam } from "~/positions/team";

const yes = (personId: string) => ({ personId, eligible: true });
const no = (personId: string | null) => ({ personId, eligible: false });

it.each([
  ["two eligible officers", [yes("a"), yes("b")], null],
  ["three of whom one is suspended", [yes("a"), no("b"), yes("c")], null],
  ["nobody", [], 0],
  ["one alone", [yes("a")], 1],
  ["an officer and an assistant", [yes("a"), no("b")], 1],
  ["an officer with two certificates, named twice", [yes("a"), yes("a")], 1],
  ["an officer and a number nobody has", [yes("a"), no(null)], 1],
])("%s", (_, members, short) => {
  const verdict = mayActAsTeam(members, "penalty");
  expect(verdict.ok ? null : verdict.refusals[0]?.facts).toEqual(
    short === null ? null : { eligible: short, required: 2, cure: "add-officer" },
  );
});

it("names the law of what is done", () => {
  const article = (act: "penalty" | "coercion") => {
    const verdict = mayActAsTeam([], act);
    return verdict.ok ? null : verdict.refusals[0]?.source;
  };
  expect(article("penalty")).toMatchObject({ article: "第四十二条", rule: "K19" });
  expect(article("coercion")).toMatchObject({ article: "第十八条", rule: "K19" });
});
