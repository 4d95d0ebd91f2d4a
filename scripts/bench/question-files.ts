import type { ExchangedQuestion } from "../../app/questions/formats/exchanged-question.ts";

/** Questions as long as those of the shipped banks, every one another, citing articles of one law in turn. */
export function manyQuestions(
  count: number,
  law: { name: string; version: string; articles: number },
): ExchangedQuestion[] {
  return Array.from({ length: count }, (_, at) => {
    const number = String(at + 1).padStart(5, "0");
    const isMultiple = at % 3 === 1;
    const isTruth = at % 3 === 2;
    const letters = isTruth ? [] : ["A", "B", "C", "D"];
    return {
      type: isTruth ? "true-false" : isMultiple ? "multiple-choice" : "single-choice",
      code: `bench-${number}`,
      stem: `第 ${number} 题。某行政机关的执法人员在检查中发现当事人的行为，当场作出处理决定。${"当事人提出陈述和申辩，执法人员记录在案。".repeat(3)}下列说法中，正确的是：`,
      options: isTruth
        ? ["T", "F"].map((id) => ({ id, text: "", feedback: "" }))
        : letters.map((id) => ({
            id,
            text: `${id}：应当在规定的期限内报所属行政机关备案，并告知当事人享有的权利`,
            feedback:
              id === "A" || (isMultiple && id === "C")
                ? ""
                : "该期限适用于另一类决定，不适用于本题所述的情形。",
          })),
      key: isTruth ? [at % 2 ? "T" : "F"] : isMultiple ? ["A", "C"] : ["A"],
      explanation:
        "决定应当告知当事人；当场作出的，报所属行政机关备案。其余各项所说的期限、机关或者方式与规定不符。",
      citations: [
        {
          law: law.name,
          article: (at % law.articles) + 1,
          paragraph: null,
          item: null,
          version: law.version,
        },
      ],
      topic: "简易程序",
      difficulty: (at % 5) + 1,
      marks: null,
      enemies: [],
      category: [],
    };
  });
}
