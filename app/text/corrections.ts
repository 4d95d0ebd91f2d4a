import type { Catalogue } from "./text";

/** What can have been recorded wrongly. */
export const correctedSubjects: Catalogue<Record<string, string>> = {
  "zh-CN": {
    name: "姓名",
    employment: "任用",
    "legal-duty": "法制职责",
    sanction: "处分",
    "annual-grade": "年度考核",
    "study-category": "学法类别",
  },
  en: {
    name: "a name",
    employment: "an employment",
    "legal-duty": "a legal-affairs duty",
    sanction: "a sanction",
    "annual-grade": "an annual grade",
    "study-category": "a study category",
  },
};
