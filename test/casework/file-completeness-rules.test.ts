import { describe, expect, it } from "vitest";
import { type FileHoldings, filePartsOf } from "~/casework/file-completeness";
import { nationalPack } from "~/rulebook/packs/national";
import { FILE_PART_WORDS } from "~/rulebook/words";

const home = { identity: "civil-servant", status: "in-post", documented: true } as const;
const whole: FileHoldings = {
  hasPortrait: true,
  hasIdentityNumber: true,
  home,
  enteredOn: "2020-01-01",
  hasStudyCategory: true,
  gradedYears: [2025],
  qualifications: [{ evidenced: true }],
  holdsCertificate: true,
  ministryCards: [{ lacking: false }],
  isOnEnforcementPost: true,
};
const on = "2026-11-23";
const missing = (held: Partial<FileHoldings>) =>
  filePartsOf({ ...whole, ...held }, nationalPack.file, on)
    .filter((part) => !part.held)
    .map(({ part }) => part);
const asked = (held: Partial<FileHoldings>) =>
  filePartsOf({ ...whole, ...held }, nationalPack.file, on).map(({ part }) => part);

describe("what a file has to hold", () => {
  it("asks every part of an officer on an enforcement post, and finds a whole file whole", () => {
    expect(asked({})).toEqual([...FILE_PART_WORDS]);
    expect(missing({})).toEqual([]);
  });

  it.each<[string, Partial<FileHoldings>, string[]]>([
    ["no portrait", { hasPortrait: false }, ["portrait"]],
    ["no identity number", { hasIdentityNumber: false }, ["identity-number"]],
    ["no document of the employment", { home: { ...home, documented: false } }, ["employment-document"]],
    ["no employment, so no document either", { home: null }, ["employment"]],
    ["no category of study", { hasStudyCategory: false }, ["study-category"]],
    ["a grade of another year only", { gradedYears: [2024] }, ["last-year-grade"]],
    ["no qualification, so no evidence of it", { qualifications: [] }, ["qualification"]],
    [
      "one part of two without evidence",
      { qualifications: [{ evidenced: true }, { evidenced: false }] },
      ["qualification-evidence"],
    ],
    [
      "a ministry's card of two that is the unit's to mend",
      { ministryCards: [{ lacking: false }, { lacking: true }] },
      ["ministry-card"],
    ],
    ["no certificate", { holdsCertificate: false }, ["held-certificate"]],
    [
      "several at once, in the pack's order",
      { hasPortrait: false, holdsCertificate: false },
      ["portrait", "held-certificate"],
    ],
  ])("%s", (_, held, parts) => {
    expect(missing(held)).toEqual(parts);
  });

  it.each<[string, Partial<FileHoldings>, string[]]>([
    [
      "nothing about enforcing of who is on no enforcement post",
      { isOnEnforcementPost: false, qualifications: [], holdsCertificate: false },
      ["qualification", "qualification-evidence", "held-certificate", "ministry-card"],
    ],
    ["no ministry's card of who has filed none", { ministryCards: [] }, ["ministry-card"]],
    ["no grade of who came last year", { enteredOn: "2025-01-01", gradedYears: [] }, ["last-year-grade"]],
    [
      "no grade of who is outside the establishment",
      { home: { ...home, identity: "auxiliary" }, gradedYears: [] },
      ["last-year-grade"],
    ],
    [
      "neither grade nor category of who has left",
      { home: { ...home, status: "retired" }, gradedYears: [], hasStudyCategory: false },
      ["study-category", "last-year-grade"],
    ],
  ])("asks %s", (_, held, parts) => {
    expect(missing(held)).toEqual([]);
    for (const part of parts) expect(asked(held)).not.toContain(part);
  });

  it("asks what the pack lists, once, and nothing of a pack that lists nothing", () => {
    const { source } = nationalPack.file.everyone;
    const rules = (everyone: (typeof FILE_PART_WORDS)[number][], enforcers: typeof everyone) => ({
      everyone: { value: everyone, source },
      enforcers: { value: enforcers, source },
    });
    expect(filePartsOf(whole, rules([], []), on)).toEqual([]);
    expect(filePartsOf(whole, rules(["portrait"], ["portrait"]), on)).toEqual([
      { part: "portrait", held: true },
    ]);
  });
});
