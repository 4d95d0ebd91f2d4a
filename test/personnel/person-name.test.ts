import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isReasonableName,
  isSameName,
  nameQueryTerms,
  nameSearchTerms,
  normalisePersonName,
  personNameFrom,
} from "~/personnel/person-name";

describe("one written form", () => {
  it.each([
    [" 张  伟 ", "张伟"],
    ["张\u3000伟", "张伟"],
    ["阿卜杜拉 • 买买提", "阿卜杜拉·买买提"],
    ["阿卜杜拉・买买提", "阿卜杜拉·买买提"],
    ["阿卜杜拉．买买提", "阿卜杜拉·买买提"],
    ["  Anna   Maria ", "Anna Maria"],
    ["王\u200B𬭚", "王𬭚"],
    ["e\u0301milie", "émilie"],
  ])("%j → %j", (raw, name) => {
    expect(normalisePersonName(raw)).toBe(name);
  });

  it("normalising twice changes nothing more", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (raw) => {
        const once = normalisePersonName(raw);
        expect(normalisePersonName(once)).toBe(once);
      }),
    );
  });
});

describe("can it be a name", () => {
  it.each(["张伟", "李𬭚", "马䶮", "欧阳娜娜", "阿卜杜拉·买买提", "Anna Maria", "〇一", "赵𠅤"])(
    "%s can",
    (name) => {
      expect(isReasonableName(name)).toBe(true);
    },
  );

  it.each([
    ["", ["name.missing"]],
    ["张", ["name.too-short"]],
    ["张伟1", ["name.characters"]],
    ["张?伟", ["name.characters"]],
    ["张\uE863", ["name.private-use"]],
    ["张".repeat(41), ["name.too-long"]],
    ["3", ["name.too-short", "name.characters"]],
  ])("%j cannot: %j", (raw, codes) => {
    const reading = personNameFrom(raw);
    expect(reading.ok ? [] : reading.refusals.map((refusal) => refusal.code)).toEqual(codes);
  });
});

describe("finding", () => {
  it("indexes characters and pairs by code point", () => {
    expect(nameSearchTerms("欧阳𬭚")).toEqual(["欧", "阳", "𬭚", "欧阳", "阳𬭚"]);
    expect(nameQueryTerms("𬭚")).toEqual(["𬭚"]);
    expect(nameQueryTerms("欧阳𬭚")).toEqual(["欧阳", "阳𬭚"]);
    expect(nameQueryTerms(" ")).toEqual([]);
  });

  it("every part of a name finds it", () => {
    const name = fc.array(fc.constantFrom(..."张王李伟芳娜𬭚䶮·"), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(name, fc.nat(5), fc.nat(5), (characters, a, b) => {
        const part = characters.slice(Math.min(a, b), Math.max(a, b) + 1).join("");
        const terms = nameSearchTerms(characters.join(""));
        expect(nameQueryTerms(part).every((term) => terms.includes(term))).toBe(true);
      }),
    );
  });

  it("sees through dots, blanks and case", () => {
    expect(isSameName("阿卜杜拉·买买提", "阿卜杜拉 买买提")).toBe(true);
    expect(isSameName("ANNA MARIA", "Anna Maria")).toBe(true);
    expect(isSameName("张伟", "张玮")).toBe(false);
  });
});
