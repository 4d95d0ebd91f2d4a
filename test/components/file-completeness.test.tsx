import { describe, expect, it } from "vitest";
import type { FileCompleteness } from "~/casework/file-completeness.server";
import { cureLinksOf, FileCompletenessList } from "~/components/personnel-file/completeness";
import { nationalPack } from "~/rulebook/packs/national";
import { htmlOf, wordsOf } from "./html-of";

const { everyone, enforcers } = nationalPack.file;
const lacking: FileCompleteness = {
  parts: [
    { part: "portrait", held: false },
    { part: "employment", held: true },
    { part: "held-certificate", held: false },
  ],
  sources: [everyone.source, enforcers.source],
};

describe("the completeness of a file", () => {
  const links = cureLinksOf("p1");
  const html = htmlOf(<FileCompletenessList completeness={lacking} links={links} />);

  it("names what is missing and who adds it, beside the count", () => {
    const words = wordsOf(html);
    expect(words).toContain("应有 3 项，已有 1 项");
    expect(words).toContain("证件照片");
    expect(words).toContain("由单位提出申领");
    expect(words).toContain("已有：任职和编制信息");
    expect(
      wordsOf(htmlOf(<FileCompletenessList completeness={lacking} links={{}} />, { locale: "en" })),
    ).toContain("1 of 3 parts are there");
  });

  it("says where the list comes from, once", () => {
    expect(html.split("建立行政执法人员档案")).toHaveLength(2);
  });

  it("leads to a page only where the reader may open it", () => {
    expect(html).toContain('href="/people/p1/photos"');
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(htmlOf(<FileCompletenessList completeness={lacking} links={{}} />)).not.toContain("<a ");
  });

  it("says that a whole file is whole", () => {
    const whole = { ...lacking, parts: lacking.parts.map(({ part }) => ({ part, held: true })) };
    const words = wordsOf(htmlOf(<FileCompletenessList completeness={whole} links={links} />));
    expect(words).toContain("应有 3 项，全部齐全");
    expect(words).not.toContain("缺少");
  });
});
