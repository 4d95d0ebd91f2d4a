import type { Catalogue } from "./text";

const zh = {
  title: "接口说明",
  lede: "办案系统凭密钥查询：某人此时此地能否执法。完整描述见 /api/v1/openapi.json（OpenAPI 3.1）。",
  parts: [
    {
      heading: "一人能否执法",
      lines: [
        `curl -X POST …/api/v1/eligibility -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d '{"certificateNumber": "…", "unit": "…"}'`,
        "可另填 field（执法领域）、caseNumber（案号）、at（所问时刻，带时区；过去、将来都可以）。",
        "答复含能否执法（eligible）、到何时为止（until）和全部理由（reasons），理由附依据。",
      ],
    },
    {
      heading: "几人能否共同执法",
      lines: [
        `curl -X POST …/api/v1/team-eligibility -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d '{"certificateNumbers": ["…", "…"], "unit": "…"}'`,
        "至少两人能执法时 mayAct 为真（行政处罚法第四十二条、行政强制法第十八条）。辅助人员、证件暂扣的人员不计入，同一人只计一次。",
      ],
    },
    {
      heading: "变动",
      lines: [
        `curl "…/api/v1/changes?after=$NEXT" -H "Authorization: Bearer $KEY"`,
        "第一次不带 after，从答复的 next 开始；以后带上一次的 next。more 为真时立即继续。",
        "也可以由安全管理员登记 https 地址，有变动时推送，带签名（Standard Webhooks 1.0）。",
      ],
    },
    {
      heading: "密钥和次数",
      lines: [
        "密钥由安全管理员登记系统时生成，只显示一次，一年到期。",
        "次数超过每分钟限额的，答复 429，按 Retry-After 所示秒数等待。",
        "每次查询都留存查询的系统和案号。判定只对所问时刻有效，不得以旧答复代替查询。",
      ],
    },
  ],
};

const en: typeof zh = {
  title: "The interface for other systems",
  lede: "Case systems ask with a key whether somebody may enforce here and now. The whole description is at /api/v1/openapi.json (OpenAPI 3.1).",
  parts: [
    {
      heading: "One officer",
      lines: [
        zh.parts[0]!.lines[0]!,
        "You may add field (of enforcement), caseNumber, and at (the instant asked about, with its offset; past or future).",
        "The answer says whether the officer may enforce (eligible), until when (until), and every reason with its source (reasons).",
      ],
    },
    {
      heading: "A team",
      lines: [
        zh.parts[1]!.lines[0]!,
        "mayAct is true when at least two of them may enforce (Administrative Penalty Law, article 42; Administrative Coercion Law, article 18). Assistants and suspended officers do not count, and one person counts once.",
      ],
    },
    {
      heading: "Changes",
      lines: [
        zh.parts[2]!.lines[0]!,
        "The first time, leave out after and begin at next of the answer; then always send next of the answer before. While more is true, go on at once.",
        "Or have the security administrator register an https address that is told of changes, by signed messages (Standard Webhooks 1.0).",
      ],
    },
    {
      heading: "Keys and limits",
      lines: [
        "The security administrator registers the system and makes its key. It is shown once and ends after a year.",
        "Too many questions in a minute are answered with 429: wait for as many seconds as Retry-After says.",
        "Every question is kept with the system that asked and the case number. A verdict is true for the instant asked about; do not use an old one in place of asking again.",
      ],
    },
  ],
};

export const apiGuide: Catalogue<typeof zh> = { "zh-CN": zh, en };
