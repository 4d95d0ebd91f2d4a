import type { LaterSubject } from "~/casework/recorded-later.server";

const zh = {
  knownOnDay: "某日所知",
  knownOn: "按哪一天所知",
  pastOn: (on: string, known: string) => `这是 ${on}的档案，只含 ${known}及以前登记的内容。`,
  same: "关于这一天，那时所知与现在所知相同。",
  differ: "关于这一天，那时所知与现在所知不同：",
  recordedLater: (subject: string, on: string) => `${subject}：当天已经如此，${on}才登记。`,
  believedNoLonger: (subject: string, on: string) =>
    `${subject}：那时登记的内容，${on}更正或变更，不再采用。`,
  subjects: {
    name: "姓名",
    employment: "任用",
    "legal-duty": "法制职责",
    sanction: "处分",
    "study-category": "学法类别",
    qualification: "执法资格",
    post: "岗位",
  } satisfies Record<LaterSubject, string>,
};

const en: typeof zh = {
  knownOnDay: "As known on",
  knownOn: "Known on which day",
  pastOn: (on, known) => `This is the file of ${on}, with only what had been recorded by ${known}.`,
  same: "About this day, what was known then and what is known now are the same.",
  differ: "About this day, what was known then differs from what is known now:",
  recordedLater: (subject, on) => `${subject}: so on that day, but recorded only on ${on}.`,
  believedNoLonger: (subject, on) => `${subject}: what was recorded then was corrected or changed on ${on}.`,
  subjects: {
    name: "Name",
    employment: "Employment",
    "legal-duty": "Legal-affairs duty",
    sanction: "Sanction",
    "study-category": "Study category",
    qualification: "Qualification",
    post: "Post",
  },
};

export const twoViewsText = { "zh-CN": zh, en };
