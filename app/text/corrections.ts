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

const zh = {
  title: "更正登记错误",
  titleOf: (subject: string) => `更正${subject}`,
  act: "更正登记错误",
  lede: "这里只改当初登记就错了的内容：更正后视为从来如此，原记录、更正理由和时间都留存。情况后来有变化的，请登记变动。",
  editLede: "改成正确的内容。更正以前作出的判定不变，仍按当时所知保留。",
  recorded: "登记的内容",
  when: "期间",
  always: "一直",
  yearOf: (year: number) => `${year} 年度`,
  correct: "登记有误",
  never: "这一条从未发生，整条作废",
  neverHints: {
    name: "只用于从未更名的情形：这个姓名的日期归还给前一个姓名。",
    employment: "例如登记到了别人的档案里。不用填写上面的内容。",
    "legal-duty": "例如登记到了别人的档案里。不用填写上面的内容。",
    sanction: "例如登记到了别人的档案里。提前结束的处分请办理解除。",
    "annual-grade": "这一年没有考核结果，或登记到了别人的档案里。",
    "study-category": "这段日子没有学法类别。不用填写上面的内容。",
  },
  reason: "更正理由",
  reasonHint: "错在哪里，依据什么材料",
  submit: "更正",
  back: "返回",
  subjects: {
    name: "姓名",
    employment: "任用",
    "legal-duty": "法制职责",
    sanction: "处分",
    "annual-grade": "年度考核",
    "study-category": "学法类别",
  },
  lifting: {
    sanction: "处分",
    none: "现在没有处分期内的处分。",
    liftedOn: "解除日期",
    liftedOnHint: "从这一天起不在处分期内",
    decision: "解除决定文号",
  },
  counting: {
    title: "处分期怎样计算",
    "start-day-counts": "按本单位的规则包，生效当天计入处分期。",
    "start-day-excluded": "按本单位的规则包，生效当天不计入处分期；没有对应日的，到月末。",
    lastDay: (kind: string, on: string, last: string) => `${kind}，${on}生效的，最后一天为 ${last}`,
    noEnd: (kind: string) => `${kind}没有期限`,
  },
};

const en: typeof zh = {
  title: "Recorded wrongly",
  titleOf: (subject) => `Correct: ${subject}`,
  act: "Correct what was recorded wrongly",
  lede: "Only what was wrong from the first day is corrected here: afterwards it counts as never having been otherwise. The old entry, the reason and the time are kept. What has changed since is recorded as a change.",
  editLede:
    "Say what it should have been. Decisions made before the correction stay as they were known then.",
  recorded: "As recorded",
  when: "Period",
  always: "Always",
  yearOf: (year) => `Year ${year}`,
  correct: "Recorded wrongly",
  never: "This never was so: strike the whole entry",
  neverHints: {
    name: "Only for someone who never changed their name: its days go back to the name before.",
    employment: "For example recorded in the wrong file. The fields above need not be filled.",
    "legal-duty": "For example recorded in the wrong file. The fields above need not be filled.",
    sanction: "For example recorded in the wrong file. A sanction that ended early is lifted instead.",
    "annual-grade": "There was no appraisal that year, or it was recorded in the wrong file.",
    "study-category": "There was no category on these days. The fields above need not be filled.",
  },
  reason: "Reason",
  reasonHint: "What was wrong, and from which documents you know",
  submit: "Correct",
  back: "Back",
  subjects: {
    name: "Name",
    employment: "Employment",
    "legal-duty": "Legal-affairs duty",
    sanction: "Sanction",
    "annual-grade": "Annual grade",
    "study-category": "Study category",
  },
  lifting: {
    sanction: "Sanction",
    none: "No sanction is running.",
    liftedOn: "Lifted on",
    liftedOnHint: "From this day on it does not run",
    decision: "Number of the lifting decision",
  },
  counting: {
    title: "How the period is counted",
    "start-day-counts": "By the unit's rule pack the day it takes effect counts.",
    "start-day-excluded":
      "By the unit's rule pack the day it takes effect does not count; where the last month has no such day, it ends with the month.",
    lastDay: (kind, on, last) => `${kind}, in effect on ${on}: last day ${last}`,
    noEnd: (kind) => `${kind} has no end`,
  },
};

export const correctionsText = { "zh-CN": zh, en };
