import { describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { mayAbolish, mayAmend, mayWithdraw, type NewAmendment, touchedFrom } from "~/questions/amendment";
import { articleListFrom, articlesIn, rangesOf } from "~/questions/article-list";
import {
  isUnexplained,
  isWithdrawn,
  type LawFacts,
  lawNameFrom,
  lawState,
  mayRegister,
  standingVersions,
  type VersionFacts,
  versionState,
} from "~/questions/law";
import { LAWS_A_PAGE, lawsPage } from "~/questions/law-list";
import { numberIn } from "~/questions/number-in";
import { refusalsOf } from "~/verdict";

describe("articles as an officer types them", () => {
  it.each([
    ["33, 35-38", [33, 35, 36, 37, 38]],
    ["33、35—38", [33, 35, 36, 37, 38]],
    ["３３，３５～３８", [33, 35, 36, 37, 38]],
    ["第三十三条、第三十五条至第三十八条", [33, 35, 36, 37, 38]],
    ["第33、35至38条", [33, 35, 36, 37, 38]],
    ["第 33 条；35 – 38", [33, 35, 36, 37, 38]],
    ["33和35到38", [33, 35, 36, 37, 38]],
    ["articles 33 and 35 to 38", [33, 35, 36, 37, 38]],
    ["35——38\n33。", [33, 35, 36, 37, 38]],
    ["第十条、第一百零五条以及第一千二百四十二条", [10, 105, 1242]],
    ["7,7,5-7", [5, 6, 7]],
    ["", []],
    [" ，、 ", []],
  ])("%j", (typed, articles) => {
    const { ranges, refusals } = articleListFrom(typed);
    expect(refusals).toEqual([]);
    expect(articlesIn(ranges)).toEqual(articles);
  });

  it.each([
    ["33, abc, 35", ["abc"]],
    ["第三十三条第二款", ["第三十三条第二款"]],
    ["33之一", ["33之一"]],
    ["0", ["0"]],
    ["-5", ["-5"]],
    ["5-", ["5-"]],
    ["1-2-3", ["1-2-3"]],
    ["3.5", ["3.5"]],
    ["12345", ["12345"]],
    ["三十三三", ["三十三三"]],
    ["33, x, y", ["x", "y"]],
    ["1e3", ["1e3"]],
  ])("%j names the piece it cannot read", (typed, pieces) => {
    expect(articleListFrom(typed).refusals).toEqual(
      pieces.map((piece) => ({ code: "amendment.articles-unreadable", facts: { piece }, source: null })),
    );
  });

  it("names a range that runs backwards, and cuts what is too long to show", () => {
    expect(articleListFrom("38-35").refusals).toMatchObject([
      { code: "amendment.articles-reversed", facts: { from: 38, to: 35 } },
    ]);
    expect(articleListFrom("𠀀".repeat(99)).refusals).toMatchObject([{ facts: { piece: "𠀀".repeat(30) } }]);
  });

  it("are said again as ranges", () => {
    expect(rangesOf([38, 33, 36, 35, 37, 35])).toEqual([
      { from: 33, to: 33 },
      { from: 35, to: 38 },
    ]);
    expect(rangesOf([])).toEqual([]);
  });

  it("stay quick for a list of the longest ranges", () => {
    const { ranges } = articleListFrom("1-9999,".repeat(250));
    expect(articlesIn(ranges)).toHaveLength(9_999);
  });
});

describe("numbers as laws write them", () => {
  it.each([
    ["1", 1],
    ["0042", 42],
    ["十", 10],
    ["十五", 15],
    ["二十", 20],
    ["四十二", 42],
    ["一百", 100],
    ["一百零五", 105],
    ["一百一十", 110],
    ["一百二十三", 123],
    ["两百", 200],
    ["一千零二", 1002],
    ["一二〇", 120],
    ["百", null],
    ["三十三三", null],
    ["十十", null],
    ["零", null],
    ["", null],
    ["十五条", null],
  ])("%s is %s", (text, number) => {
    expect(numberIn(text)).toBe(number);
  });
});

const version = (on: string, effectiveOn: string, more: Partial<VersionFacts> = {}): VersionFacts => ({
  version: on as DateOn,
  effectiveOn: effectiveOn as DateOn,
  articles: 86,
  shipped: false,
  amendments: [],
  ...more,
});
const first = version("2021-01-22", "2021-07-15", { shipped: true });
const second = version("2026-06-26", "2026-08-01", { articles: 90, amendments: [{ withdrawn: false }] });
const mistaken = version("2025-03-01", "2025-05-01", { amendments: [{ withdrawn: true }] });
const law = (versions: VersionFacts[], abolishedOn: DateOn | null = null): LawFacts => ({
  versions,
  abolishedOn,
});

describe("a version reached only by withdrawn amendments", () => {
  it.each([
    ["of a law registered here", version("2020-01-01", "2020-01-01"), false],
    ["that came with the program", first, false],
    ["of a live amendment", second, false],
    ["of a withdrawn amendment", mistaken, true],
    [
      "recorded again after a mistake",
      version("2025-03-01", "2025-05-01", { amendments: [{ withdrawn: true }, { withdrawn: false }] }),
      false,
    ],
    [
      "that came with the program and whose amendment was withdrawn",
      version("2025-03-01", "2025-05-01", { shipped: true, amendments: [{ withdrawn: true }] }),
      false,
    ],
  ])("%s", (_, one, is) => {
    expect(isWithdrawn(one)).toBe(is);
  });

  it("counts nowhere", () => {
    expect(standingVersions(law([second, mistaken, first]))).toEqual([first, second]);
    expect(versionState(first, law([first, mistaken]), "2026-01-01")).toMatchObject({ state: "in-force" });
    expect(versionState(mistaken, law([first, mistaken]), "2026-01-01")).toEqual({
      state: "withdrawn",
      on: null,
      endsOn: null,
    });
  });
});

describe("what a version is on a day", () => {
  const both = law([first, second]);
  it.each([
    [first, both, "2021-07-14", { state: "not-yet", on: "2021-07-15", endsOn: null }],
    [first, both, "2021-07-15", { state: "in-force", on: "2021-07-15", endsOn: "2026-08-01" }],
    [first, both, "2026-07-31", { state: "in-force", on: "2021-07-15", endsOn: "2026-08-01" }],
    [first, both, "2026-08-01", { state: "superseded", on: "2026-08-01", endsOn: null }],
    [second, both, "2026-08-01", { state: "in-force", on: "2026-08-01", endsOn: null }],
    [
      second,
      law([first, second], "2027-01-01"),
      "2026-12-31",
      { state: "in-force", on: "2026-08-01", endsOn: "2027-01-01" },
    ],
    [
      second,
      law([first, second], "2027-01-01"),
      "2027-01-01",
      { state: "abolished", on: "2027-01-01", endsOn: null },
    ],
    [
      first,
      law([first, second], "2027-01-01"),
      "2027-06-01",
      { state: "superseded", on: "2026-08-01", endsOn: null },
    ],
  ] as const)("%#", (one, of, day, is) => {
    expect(versionState(one, of, day)).toEqual(is);
  });

  it("is what the law is, by the version that binds", () => {
    expect(lawState(both, "2021-01-01").state).toBe("not-yet");
    expect(lawState(both, "2026-08-01")).toMatchObject({ state: "in-force", on: "2026-08-01" });
    expect(lawState(law([first, second], "2027-01-01"), "2027-01-01").state).toBe("abolished");
  });
});

describe("what may be recorded", () => {
  const amendment: NewAmendment = {
    version: "2026-06-26",
    effectiveOn: "2026-08-01",
    articles: 90,
    whole: false,
    listed: "33、35—38",
  };
  const today: DateOn = "2026-07-20";
  const codes = (of: LawFacts, changes: Partial<NewAmendment>) => {
    const answer = mayAmend(of, { ...amendment, ...changes }, today);
    return answer.ok ? answer.articles : answer.refusals.map(({ code }) => code);
  };

  it.each<[string, LawFacts, Partial<NewAmendment>, unknown]>([
    ["an amendment to come", law([first]), {}, [33, 35, 36, 37, 38]],
    ["the whole law", law([first]), { whole: true, listed: "" }, []],
    ["one already in force", law([first]), { effectiveOn: "2026-06-26" }, [33, 35, 36, 37, 38]],
    [
      "one between two others",
      law([first, second]),
      { version: "2024-01-01", effectiveOn: "2024-03-01" },
      [33, 35, 36, 37, 38],
    ],
    [
      "one recorded by mistake, again",
      law([first, mistaken]),
      { version: "2025-03-01", effectiveOn: "2025-05-01" },
      [33, 35, 36, 37, 38],
    ],
    [
      "not adopted yet",
      law([first]),
      { version: "2026-07-21", effectiveOn: "2026-08-01" },
      ["law.adopted-later"],
    ],
    [
      "in force before it was adopted",
      law([first]),
      { effectiveOn: "2026-06-25" },
      ["law.effective-before-adoption"],
    ],
    ["registered", law([first, second]), {}, ["law.version-registered"]],
    [
      "the first version itself",
      law([first]),
      { version: "2021-01-22", effectiveOn: "2026-08-01" },
      ["law.version-registered", "amendment.before-first"],
    ],
    [
      "before the first version",
      law([first]),
      { version: "2020-01-01", effectiveOn: "2020-02-01" },
      ["amendment.before-first"],
    ],
    [
      "in force on the day of the version before",
      law([first]),
      { version: "2021-03-01", effectiveOn: "2021-07-15" },
      ["amendment.not-after-former"],
    ],
    [
      "in force on the day of the next version",
      law([first, second]),
      { version: "2026-06-25" },
      ["amendment.not-before-next"],
    ],
    ["after the abolition", law([first], "2026-08-01"), {}, ["amendment.law-abolished"]],
    ["before the abolition", law([first], "2026-08-02"), {}, [33, 35, 36, 37, 38]],
    ["nothing touched", law([first]), { listed: " 、" }, ["amendment.nothing-touched"]],
    ["the whole law and articles", law([first]), { whole: true }, ["amendment.whole-and-articles"]],
    ["an article beyond the last", law([first]), { listed: "86, 87" }, ["amendment.article-beyond"]],
    [
      "an article beyond the last of the version before, not of the last",
      law([first, second]),
      { version: "2024-01-01", effectiveOn: "2024-03-01", listed: "88" },
      ["amendment.article-beyond"],
    ],
    [
      "everything wrong at once",
      law([first]),
      { version: "2026-07-21", effectiveOn: "2021-07-01", listed: "x, 99, 5-3" },
      [
        "law.adopted-later",
        "law.effective-before-adoption",
        "amendment.not-after-former",
        "amendment.articles-unreadable",
        "amendment.articles-reversed",
        "amendment.article-beyond",
      ],
    ],
  ])("%s", (_, of, changes, expected) => {
    expect(codes(of, changes)).toEqual(expected);
  });

  it("explains a version that came with the program, if the facts agree", () => {
    const waiting = version("2026-06-26", "2026-08-01", { articles: 90, shipped: true });
    expect(isUnexplained(waiting, law([first, waiting]))).toBe(true);
    expect(isUnexplained(first, law([first, waiting]))).toBe(false);
    expect(isUnexplained(second, law([first, second]))).toBe(false);
    expect(codes(law([first, waiting]), {})).toEqual([33, 35, 36, 37, 38]);
    expect(codes(law([first, waiting]), { articles: 91 })).toEqual(["law.version-differs"]);
    expect(codes(law([first, waiting]), { effectiveOn: "2026-08-02" })).toEqual(["law.version-differs"]);
  });

  it("says the facts", () => {
    expect(touchedFrom({ whole: false, listed: "86—88" }, first)).toEqual({
      ok: false,
      refusals: [
        {
          code: "amendment.article-beyond",
          facts: { article: 88, last: 86, version: "2021-01-22" },
          source: null,
        },
      ],
    });
  });

  it("an abolition after every version, once", () => {
    const refused = (of: LawFacts, on: DateOn) => refusalsOf(mayAbolish(of, on)).map(({ code }) => code);
    expect(refused(law([first, second]), "2026-08-02")).toEqual([]);
    expect(refused(law([first, second]), "2026-08-01")).toEqual(["abolition.not-after-version"]);
    expect(refused(law([first, mistaken]), "2025-04-01")).toEqual([]);
    expect(refused(law([first], "2030-01-01"), "2031-01-01")).toEqual(["law.abolished-already"]);
  });

  it("a withdrawal while nothing rests on the version", () => {
    expect(mayWithdraw({ cited: 0 }).ok).toBe(true);
    expect(refusalsOf(mayWithdraw({ cited: 2 }))).toMatchObject([
      { code: "amendment.version-cited", facts: { questions: 2 } },
    ]);
  });

  it("a law that the register lacks", () => {
    const wanted = { name: "城市供水条例", version: "2020-03-27", effectiveOn: "2020-03-27" } as const;
    expect(mayRegister({ ...wanted, isTaken: false }, today).ok).toBe(true);
    const refused = refusalsOf(mayRegister({ ...wanted, version: "2027-01-01", isTaken: true }, today));
    expect(refused.map(({ code }) => code)).toEqual([
      "law.name-taken",
      "law.adopted-later",
      "law.effective-before-adoption",
    ]);
  });

  it.each([
    ["《城市供水条例》", "城市供水条例"],
    ["  城市供水条例\u3000", "城市供水条例"],
    ["ＧＢ／Ｔ １", "GB/T 1"],
  ])("reads the name %j", (typed, name) => {
    expect(lawNameFrom(typed)).toBe(name);
  });
});

describe("the list of laws", () => {
  const many = Array.from({ length: 120 }, (_, index) => ({
    ...law([index % 3 === 0 ? version("2026-06-26", "2026-09-01") : first]),
    lawId: String(index),
    name: `法${index}`,
    title: `中华人民共和国法${index}`,
  }));
  const asked = { q: "", state: null, on: "2026-08-15" } as const;
  const ids = (page: ReturnType<typeof lawsPage<(typeof many)[number]>>) =>
    page.rows.map(({ law: { lawId } }) => lawId);

  it("turns its pages forth and back to the same rows", () => {
    const one = lawsPage(many, asked);
    expect(one).toMatchObject({ total: 120, hasPrevious: false, hasNext: true });
    const two = lawsPage(many, { ...asked, after: ids(one).at(-1) });
    expect(ids(two)).toEqual(Array.from({ length: LAWS_A_PAGE }, (_, index) => String(50 + index)));
    const three = lawsPage(many, { ...asked, after: ids(two).at(-1) });
    expect(three).toMatchObject({ hasPrevious: true, hasNext: false });
    expect(ids(three)).toHaveLength(20);
    expect(ids(lawsPage(many, { ...asked, before: ids(three)[0] }))).toEqual(ids(two));
    expect(ids(lawsPage(many, { ...asked, before: ids(two)[0] }))).toEqual(ids(one));
  });

  it("finds its place after a law that no longer matches, and begins again where the address names none", () => {
    const coming = lawsPage(many, { ...asked, state: "not-yet", after: "100" });
    expect(ids(coming)).toEqual(["102", "105", "108", "111", "114", "117"]);
    expect(ids(lawsPage(many, { ...asked, after: "nothing" }))).toEqual(ids(lawsPage(many, asked)));
  });

  it("asks for a part of the name or title, and for a state on the day", () => {
    expect(ids(lawsPage(many, { ...asked, q: "国法119" }))).toEqual(["119"]);
    expect(lawsPage(many, { ...asked, state: "in-force" }).total).toBe(80);
    expect(lawsPage(many, { ...asked, state: "in-force", on: "2026-09-01" }).total).toBe(120);
    expect(lawsPage(many, { ...asked, q: "无" })).toMatchObject({
      rows: [],
      hasNext: false,
      hasPrevious: false,
    });
  });
});
