import { describe, expect, it } from "vitest";
import { type Reason, Refusal } from "~/components/refusal";
import { htmlOf, wordsOf } from "./html-of";

const reasons: Reason[] = [
  {
    code: "K05",
    rule: "Dispatched workers may not hold enforcement posts",
    source: "Article 21",
    facts: [{ term: "Identity", value: "dispatched" }],
    cure: ["Propose again once on the establishment.", "An auxiliary post is open."],
  },
  {
    code: "K01",
    rule: "No valid certificate",
    source: "Article 42",
    facts: [{ term: "Certificate", value: "none" }],
  },
  {
    code: "K16",
    rule: "Fewer than 15 days",
    source: "Rule pack",
    weight: "advises",
    cure: ["Does not block."],
  },
  { code: "", rule: "A rule without a number", source: "Rule pack" },
];

describe("a refusal", () => {
  const html = htmlOf(<Refusal verdict="Zhou Yan cannot hold this post" reasons={reasons} />, {
    locale: "en",
  });
  const words = wordsOf(html);

  it("says the verdict first, as the page's heading", () => {
    expect(html).toMatch(/<h1[^>]*>.*Zhou Yan cannot hold this post.*<\/h1>/);
  });

  it("shows every reason with its rule, source, facts and cure", () => {
    for (const { code, rule, source, facts = [], cure = [] } of reasons) {
      for (const part of [code, rule, source, ...facts.flatMap((fact) => [fact.term, fact.value]), ...cure]) {
        expect(words).toContain(String(part));
      }
    }
  });

  it("tells what blocks from what advises, in words", () => {
    expect(words.match(/Blocks/g)).toHaveLength(3);
    expect(words.match(/Advises/g)).toHaveLength(1);
    expect(words).toContain("Effect and remedy");
  });

  it("gives each numbered rule an anchor and an unnumbered one none", () => {
    expect([...html.matchAll(/<article[^>]*?(?: id="([^"]*)")?>/g)].map((match) => match[1])).toEqual([
      "K05",
      "K01",
      "K16",
      undefined,
    ]);
  });

  it("stands inside a page as a second heading", () => {
    expect(htmlOf(<Refusal level={2} verdict="No" reasons={[]} />)).toContain("<h2");
  });
});
