import type { Catalogue } from "./text";

const zh = {
  title: "首页",
  headline: ["行政执法人员", "学法、考试与证件管理"],
  lede: "领导干部每月一法，执法人员每年学法满十五天，考试合格方可领证，持有效证件方可上岗执法。",
  verify: {
    title: "核验执法证件",
    label: "证件编号",
    hint: "编号印在证件上；也可以用手机扫证件二维码。",
    act: "核验",
  },
  open: "不登录可以办",
  roster: { title: "执法人员公示", body: "查询执法主体和持证在岗人员" },
  document: { title: "收到的是 PDF 证明？", body: "按编号核验，能否执法以核验页显示的状态为准" },
  signIn: {
    title: "工作人员登录",
    body: "学法、考试、领证、查看本人档案，以及各单位的管理工作，登录后办理。",
    act: "登录",
  },
  what: {
    title: "这里管什么",
    items: [
      { title: "学法", body: "年度计划、每月一法、学法活动与学时认定，缺多少、怎样补足，逐项写明。" },
      { title: "考试", body: "按法律条文命题，考场断网不丢答案，每份答卷都可以复核。" },
      { title: "证件", body: "申领、核发、换发、暂扣、注销、吊销，每一步有依据、有时限、有记录。" },
      { title: "上岗", body: "没有有效证件的人员，合同工、临时工和辅助人员，不能安排到执法岗位。" },
    ],
  },
};

const en: typeof zh = {
  title: "Home",
  headline: ["Law study, examinations", "and certificates for enforcement officers"],
  lede: "Leading officials study one law a month. Officers study fifteen days a year, pass the examinations to be certified, and hold a valid certificate to enforce.",
  verify: {
    title: "Check a certificate",
    label: "Certificate number",
    hint: "The number is printed on the certificate. You can also scan its QR code with a phone.",
    act: "Check",
  },
  open: "Without signing in",
  roster: { title: "Public roster", body: "Enforcement bodies and their certified officers" },
  document: {
    title: "Were you shown a PDF?",
    body: "Check it by its number; only the status shown there says whether its holder may enforce",
  },
  signIn: {
    title: "Staff sign-in",
    body: "Study, sit examinations, apply for a certificate, read your own file, and do the work of your unit.",
    act: "Sign in",
  },
  what: {
    title: "What this site is for",
    items: [
      {
        title: "Study",
        body: "Annual plans, one law a month, sessions and credited hours; what is missing and what would make it up.",
      },
      {
        title: "Examinations",
        body: "Questions that cite the article, answers that survive a lost network, papers that can be reviewed.",
      },
      {
        title: "Certificates",
        body: "Application, issue, renewal, suspension, cancellation and revocation, each with its ground, its time limit and its record.",
      },
      {
        title: "Posts",
        body: "Nobody without a valid certificate, and no contract, temporary or auxiliary worker, is placed on an enforcement post.",
      },
    ],
  },
};

export const landing: Catalogue<typeof zh> = { "zh-CN": zh, en };
