import type { FilePartWord } from "~/rulebook/words";
import type { Catalogue } from "./text";

/** What a personnel file has to hold, what is missing, and who can add it. */
type Parts = Record<FilePartWord, string>;

const zh = {
  title: "档案完整性",
  complete: (n: number) => `应有 ${n} 项，全部齐全`,
  incomplete: (held: number, n: number) => `应有 ${n} 项，已有 ${held} 项`,
  missing: "缺少的材料",
  held: (names: string) => `已有：${names}`,
  source: (sources: string) => `依据：${sources}`,
  open: "去补充",
  parts: {
    portrait: "证件照片",
    "identity-number": "居民身份证号码",
    employment: "任职和编制信息",
    "employment-document": "任职或聘用文号",
    "study-category": "学法类别",
    "last-year-grade": "上一年度考核等次",
    qualification: "执法资格",
    "qualification-evidence": "执法资格依据",
    "held-certificate": "行政执法证件",
    "ministry-card": "部委证件备案和影像",
  } satisfies Parts as Parts,
  cures: {
    portrait: "由本人在“证件”页上传，或由单位人事干部在人员档案中上传。",
    "identity-number": "由单位人事干部核对证件原件后登记。",
    employment: "由单位人事干部登记任职。",
    "employment-document": "由单位人事干部在登记任职变动时填写文号。",
    "study-category": "由单位人事干部登记。",
    "last-year-grade": "考核结果确定后由单位人事干部登记。",
    qualification: "本人参加执法资格考试，合格后自动登记。",
    "qualification-evidence": "由认定或导入资格的机关补充依据。",
    "held-certificate": "由单位提出申领，核发后由本人领取；没有证件不得执法。",
    "ministry-card": "由单位人事干部按退回意见补正，附证件影像后重新提交备案。",
  } satisfies Parts as Parts,
};

const en: typeof zh = {
  title: "Completeness of the file",
  complete: (n) => `All ${n} parts are there`,
  incomplete: (held, n) => `${held} of ${n} parts are there`,
  missing: "What is missing",
  held: (names) => `There: ${names}`,
  source: (sources) => `Source: ${sources}`,
  open: "Add it",
  parts: {
    portrait: "Portrait",
    "identity-number": "Identity number",
    employment: "Employment",
    "employment-document": "Document number of the employment",
    "study-category": "Study category",
    "last-year-grade": "Grade of last year",
    qualification: "Qualification to enforce",
    "qualification-evidence": "Evidence of the qualification",
    "held-certificate": "Enforcement certificate",
    "ministry-card": "Filing of the ministry card, with its picture",
  },
  cures: {
    portrait: "The person uploads it under “Certificate”, or the unit's personnel officer in the file.",
    "identity-number": "The unit's personnel officer records it from the identity card.",
    employment: "The unit's personnel officer records the employment.",
    "employment-document":
      "The unit's personnel officer gives the number when recording a change of employment.",
    "study-category": "The unit's personnel officer records it.",
    "last-year-grade": "The unit's personnel officer records it once the grade is decided.",
    qualification: "The person sits the qualification exam; passing is recorded by itself.",
    "qualification-evidence": "Whoever recognised or imported the qualification adds what it rests on.",
    "held-certificate": "The unit applies for it and the person collects it; nobody enforces without one.",
    "ministry-card":
      "The unit's personnel officer mends what was returned, adds a picture of the card and files it again.",
  },
};

export const fileCompletenessText: Catalogue<typeof zh> = { "zh-CN": zh, en };
