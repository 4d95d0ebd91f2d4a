import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import {
  birthDateOf,
  checkCharacter,
  fictitiousIdentityNumber,
  identityNumberFrom,
  isFictitious,
  lastFourOf,
  maskIdentityNumber,
  sexOf,
} from "~/personnel/identity-number";
import { refusalIn } from "~/text/refusals";

const anyNumber = fc
  .tuple(
    fc.integer({ min: 0, max: 498 }),
    fc.date({ min: new Date("1930-01-01Z"), max: new Date("2007-12-31Z"), noInvalidDate: true }),
    fc.constantFrom("female" as const, "male" as const),
  )
  .map(([index, date, sex]) => ({
    number: fictitiousIdentityNumber(index, date.toISOString().slice(0, 10) as DateOn, sex),
    birthOn: date.toISOString().slice(0, 10),
    sex,
  }));

const codes = (raw: string, on?: DateOn) => {
  const reading = identityNumberFrom(raw, on);
  return reading.ok ? [] : reading.refusals.map((refusal) => refusal.code);
};

// Made up throughout; the failing assertions below compare booleans and codes so that no number is printed.
const sample = fictitiousIdentityNumber(1, "1968-04-09", "female");
const sample15 = sample.slice(0, 6) + sample.slice(8, 17);
const fullWidth = (text: string) =>
  text.replace(/[0-9X]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

const made = (region: string, birth: string, sequence: string) => {
  const first17 = `${region}${birth}${sequence}`;
  return first17 + checkCharacter(first17);
};
const ending = (character: string) =>
  Array.from({ length: 499 }, (_, i) => fictitiousIdentityNumber(i, "1970-01-01", "male")).find((n) =>
    n.endsWith(character),
  ) ?? "";

describe("reading", () => {
  it("knows the published example of the check character", () => {
    expect(checkCharacter("11010519491231002")).toBe("X");
  });

  it("accepts what it makes, and reads birth date and sex back", () => {
    fc.assert(
      fc.property(anyNumber, ({ number, birthOn, sex }) => {
        const reading = identityNumberFrom(number);
        return (
          reading.ok &&
          reading.number === number &&
          !reading.from15 &&
          birthDateOf(number) === birthOn &&
          sexOf(number) === sex &&
          isFictitious(number)
        );
      }),
    );
  });

  it.each([
    ["15 digits", sample15],
    ["full width", fullWidth(sample)],
    ["15 digits in full width", fullWidth(sample15)],
    ["lower x and a trailing blank", `${sample.toLowerCase()} `],
    [
      "blanks in the middle, ideographic and no-break",
      `${sample.slice(0, 6)}\u3000${sample.slice(6, 14)}\u00a0${sample.slice(14)}`,
    ],
    ["zero-width characters pasted along", `\uFEFF${sample}\u200B`],
  ])("%s is the same person", (_, raw) => {
    const reading = identityNumberFrom(raw);
    expect(reading.ok && reading.number === sample).toBe(true);
  });

  it.each([
    ["hyphens", (n: string) => `${n.slice(0, 6)}-${n.slice(6, 14)}-${n.slice(14)}`],
    ["full-width hyphens and spaces", (n: string) => `${n.slice(0, 6)}－${n.slice(6, 14)}　${n.slice(14)}`],
    ["dashes", (n: string) => `${n.slice(0, 6)}–${n.slice(6, 14)}—${n.slice(14)}`],
    ["full-width lower x", (n: string) => fullWidth(n).toLowerCase()],
  ])("%s between are nothing", (_, write) => {
    for (const number of [sample, ending("X")]) {
      const reading = identityNumberFrom(write(number));
      expect(reading.ok && reading.number === number).toBe(true);
    }
  });

  it.each([
    ["Hong Kong residence permit", "810000"],
    ["Macao residence permit", "820000"],
    ["Taiwan residence permit", "830000"],
    // Nine, the province that took the application, the country by ISO 3166: 2023 on.
    ["foreigner's permanent-residence number", "911840"],
    ["foreigner's permanent-residence number of another province", "931276"],
  ])("%s: read with birth date and sex, and only with the right check digit", (_, region) => {
    const number = made(region, "19850712", "003");
    const reading = identityNumberFrom(number, "2026-01-01");
    expect(reading.ok && reading.number === number && !isFictitious(number)).toBe(true);
    expect(birthDateOf(number)).toBe("1985-07-12");
    expect(sexOf(number)).toBe("male");
    const wrong = number.slice(0, 17) + (number.endsWith("0") ? "1" : "0");
    expect(codes(wrong)).toEqual(["identity-number.check-digit"]);
    expect(codes(made(region, "19850732", "003"))).toEqual(["identity-number.birth-date"]);
    expect(codes(made(region, "20300101", "003"), "2026-01-01")).toEqual(["identity-number.birth-date"]);
  });

  it("says that a number came from 15 digits", () => {
    const reading = identityNumberFrom(sample15);
    expect(reading.ok && reading.from15).toBe(true);
  });

  it("reads a lower x as the check character ten", () => {
    const withX = Array.from({ length: 499 }, (_, i) =>
      fictitiousIdentityNumber(i, "1970-01-01", "male"),
    ).find((n) => n.endsWith("X"));
    expect(codes((withX ?? "").toLowerCase())).toEqual([]);
  });
});

describe("refusing", () => {
  it("catches every single wrong digit and every swap of two neighbours", () => {
    fc.assert(
      fc.property(
        anyNumber,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        ({ number }, at, by) => {
          const digit = String((Number(number[at]) + by) % 10);
          const wrong = number.slice(0, at) + digit + number.slice(at + 1);
          const swapped =
            number.slice(0, at) + (number[at + 1] ?? "") + (number[at] ?? "") + number.slice(at + 2);
          return !identityNumberFrom(wrong).ok && (swapped === number || !identityNumberFrom(swapped).ok);
        },
      ),
    );
  });

  it.each([
    ["nothing", "  ", ["identity-number.missing"]],
    ["17 characters", sample.slice(1), ["identity-number.length"]],
    [
      "a letter, and too long",
      `${sample.slice(0, 9)}O${sample.slice(9)}`,
      ["identity-number.length", "identity-number.characters"],
    ],
    ["an X before the end", `X${sample.slice(1)}`, ["identity-number.characters"]],
    [
      "31 February",
      `99010519900231001${checkCharacter("99010519900231001")}`,
      ["identity-number.birth-date"],
    ],
    [
      "31 February and a wrong check digit",
      `99010519900231001${checkCharacter("99010519900231001") === "0" ? "1" : "0"}`,
      ["identity-number.birth-date", "identity-number.check-digit"],
    ],
    [
      "a region that starts with 0",
      `09010519900201001${checkCharacter("09010519900201001")}`,
      ["identity-number.region"],
    ],
  ])("%s", (_, raw, expected) => {
    expect(codes(raw)).toEqual(expected);
  });

  it.each([
    ["a passport", "E12345678"],
    ["a passport of two letters", "EA1234567"],
    ["a foreign passport of letters and digits", "X12A34567"],
    ["a travel permit of Hong Kong", "H01234567"],
    ["a travel permit of Macao with its issue", "M0123456701"],
    ["a travel permit of Taiwan", "01234567"],
    ["a permanent-residence card of before 2023", "USA110019850712"],
    ["a passport in full width with spaces", "Ｅ １２３４ ５６７８"],
  ])("%s is not the number of a person: says which is", (_, raw) => {
    expect(codes(raw)).toEqual(["identity-number.other-document"]);
    const { sentence, cure } = refusalIn("zh-CN", {
      code: "identity-number.other-document",
      facts: {},
      source: null,
    });
    expect(`${sentence}${cure}`).toMatch(/通行证.*居住证号码.*永久居留身份证号码/);
    const en = refusalIn("en", { code: "identity-number.other-document", facts: {}, source: null });
    expect(`${en.sentence}${en.cure}`).toMatch(
      /passport.*residence permit.*permanent-residence card of 2023/,
    );
  });

  it("letters elsewhere are letters", () => {
    expect(codes(`${sample.slice(0, 5)}OI${sample.slice(7)}`)).toEqual(["identity-number.characters"]);
    expect(codes("顾长青")).toEqual(["identity-number.length", "identity-number.characters"]);
  });

  it("refuses a birth after today", () => {
    const unborn = fictitiousIdentityNumber(3, "2030-01-01", "male");
    expect(codes(unborn, "2026-05-01")).toEqual(["identity-number.birth-date"]);
    expect(codes(unborn, "2030-01-01")).toEqual([]);
  });

  it("never repeats what was typed", () => {
    fc.assert(
      fc.property(anyNumber, ({ number }) => {
        const reading = identityNumberFrom(`${number.slice(0, 17)}Z`);
        const said = JSON.stringify(reading);
        return !reading.ok && !said.includes(number.slice(0, 6)) && !said.includes(number.slice(6, 14));
      }),
    );
  });
});

describe("showing", () => {
  it("keeps region and last four only", () => {
    expect(maskIdentityNumber(sample)).toBe(`990105********${lastFourOf(sample)}`);
    expect(maskIdentityNumber(sample).includes("1968")).toBe(false);
  });

  it("gives 499 different numbers for one birthday", () => {
    const made = Array.from({ length: 499 }, (_, i) => fictitiousIdentityNumber(i, "1990-01-01", "female"));
    expect(new Set(made).size).toBe(499);
  });
});
