import { describe, expect, it } from "vitest";
import { mayDecideAppointment } from "~/positions/appointing";
import { refusalsOf } from "~/verdict";

const proposed = { personId: "candidate", proposedById: "first", decision: null };
const second = { accountId: "second", personId: null };
const yes = { decision: "approved", reason: "" } as const;
const no = { decision: "refused", reason: "暂缓" } as const;

describe("a proposal for a leading post", () => {
  it.each([
    ["approved by another", proposed, yes, second, []],
    ["approved by who proposed it", proposed, yes, { ...second, accountId: "first" }, ["same-person"]],
    ["approved by the candidate", proposed, yes, { ...second, personId: "candidate" }, ["own"]],
    [
      "approved by the candidate, who proposed it",
      proposed,
      yes,
      { accountId: "first", personId: "candidate" },
      ["own", "same-person"],
    ],
    ["taken back by who proposed it", proposed, no, { ...second, accountId: "first" }, []],
    ["refused without a reason", proposed, { ...no, reason: " " }, second, ["reason-missing"]],
    ["decided a second time", { ...proposed, decision: "refused" }, yes, second, ["decided"]],
  ])("%s", (_, one, wanted, by, expected) =>
    expect(refusalsOf(mayDecideAppointment(one, wanted, by)).map(({ code }) => code.split(".")[1])).toEqual(
      expected,
    ),
  );
});
