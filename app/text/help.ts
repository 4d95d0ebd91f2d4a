import type { Catalogue } from "./text";

type Page = { title: string; lede: string; parts: { heading: string; lines: string[] }[] };

/** The three standing pages that the foot of every public page links to. */
const zh: Record<"help" | "accessibility" | "privacy", Page> = {
  help: {
    title: "使用帮助",
    lede: "常见的事怎样办，找谁办。",
    parts: [
      {
        heading: "公众",
        lines: [
          "核验证件：扫证件上的二维码，或在首页输入证件编号。页面显示证件现在的状态、照片、单位和有效期。",
          "查找执法人员：打开“执法人员公示”，按姓名、单位或执法领域查询。",
          "执法人员检查时应当主动出示证件；不出示的，您有权拒绝接受调查或者检查（行政处罚法第五十五条）。",
        ],
      },
      {
        heading: "执法人员和领导干部",
        lines: [
          "用单位登记的账号登录。没有账号或者忘记密码的，联系本单位系统管理员。",
          "首页列出最近要办的事。学法还缺多少、怎样补足，写在“全年学法”下面。",
          "右上角的“消息”告诉您办理结果：成绩公布、学法记录认定、证件办理等。打开查看即为已读。",
          "考试以前，在“我的考试”中检查设备、做一次考试演练（不计成绩）、下载准考证。开考前进入候考室，到时间自动出现“开始作答”。",
          "考试时断网：继续作答，不要关闭页面。答案先存在本机，网络恢复后自动上传；以回执为准。",
        ],
      },
      {
        heading: "单位管理人员",
        lines: [
          "左侧菜单只显示您有权办理的事项，数字是待办件数，红色表示已经超过时限。",
          "名单的查询条件保存在网址里，可以收藏；导出的内容就是当前筛选出的内容。",
          "系统不予办理时，会一次列出全部理由、依据、核对到的事实和解除办法。事实有误的，先更正事实再办理。",
        ],
      },
    ],
  },
  accessibility: {
    title: "无障碍说明",
    lede: "本站按 WCAG 2.2 AA 级和国家信息无障碍标准建设。",
    parts: [
      {
        heading: "可以怎样使用",
        lines: [
          "全部页面可以只用键盘操作。按 Tab 键移动，第一个链接是“跳到正文”。",
          "除考场外，页面不需要脚本也能使用；关闭脚本、使用旧电脑或读屏软件都可以办理。",
          "状态同时用图标、文字和颜色表示，不只靠颜色。",
          "支持放大到 400%，支持高对比度和减少动态效果的系统设置。",
        ],
      },
      {
        heading: "长辈版",
        lines: [
          "每页都有“长辈版”按钮。正文不小于 18 像素，按钮不小于 60 像素，线条更深，次序和文字不变。",
          "选择保存在本机一年，随时可以换回标准版。",
        ],
      },
      {
        heading: "遇到困难",
        lines: ["如果有页面用不了，请告诉本单位系统管理员，写明页面名称、使用的设备和辅助软件。"],
      },
    ],
  },
  privacy: {
    title: "个人信息保护",
    lede: "收集什么，谁能看，您有哪些权利。",
    parts: [
      {
        heading: "公众核验和查询",
        lines: [
          "不需要登录，也不记录谁在核验。只在您选择语言或长辈版时保存一个选择，不含身份信息。",
          "核验页只显示证件上印制的内容和状态，不显示身份证号、住址、电话、职务和处理案情。",
        ],
      },
      {
        heading: "执法人员档案",
        lines: [
          "身份证件号码加密保存，平时只显示首尾几位；查看全号要填写事由，每次查看都有记录。",
          "谁看过、谁下载过档案，都记在档案里，本人可以看到。",
          "权限按单位和职责授予，只能看到本职工作需要的人员和内容。",
        ],
      },
      {
        heading: "您的权利",
        lines: [
          "本人可以查阅、下载自己的档案。认为有误的，可以申请更正，由登记单位核实后更正，原记录和更正过程都保留。",
          "依据：《中华人民共和国个人信息保护法》第四十四条至第五十条。",
        ],
      },
    ],
  },
};

const en: typeof zh = {
  help: {
    title: "Help",
    lede: "How the common things are done, and who helps.",
    parts: [
      {
        heading: "The public",
        lines: [
          "To check a certificate, scan its QR code or enter its number on the front page. The page shows its present status, the photograph, the unit and the dates.",
          "To find an officer, open the public roster and search by name, unit or field.",
          "Officers must show their certificate when they inspect. If they do not, you may refuse the investigation or inspection (Administrative Penalty Law, Article 55).",
        ],
      },
      {
        heading: "Officers and leading officials",
        lines: [
          "Sign in with the account your unit registered. Without one, or with a forgotten password, ask the system administrator of your unit.",
          "Your home page lists what is due next. What is missing from the year's study, and what would make it up, stands under the year's figures.",
          "“Messages” at the top tells you what was decided: results released, study accepted, a certificate issued. What you open from there is read.",
          "Before an exam, check your device, rehearse once (it does not count) and fetch your admission ticket under “Exams”. Go to the waiting room before it opens: “Begin” appears by itself.",
          "If the network is lost during an exam, go on and do not close the page. Answers are kept on the machine and sent when the network returns; the receipt is what counts.",
        ],
      },
      {
        heading: "Unit staff",
        lines: [
          "The menu shows only what you may do. Figures are things waiting; red means one is past its time limit.",
          "A list keeps its filters in its address, so it can be bookmarked; an export holds exactly what is filtered.",
          "When something is refused, every reason is given at once with its source, the facts checked and what would cure it. If a fact is wrong, have the fact corrected first.",
        ],
      },
    ],
  },
  accessibility: {
    title: "Accessibility",
    lede: "This site is built to WCAG 2.2 AA and the national standards for accessible information.",
    parts: [
      {
        heading: "Ways of using it",
        lines: [
          "Every page works by keyboard alone. Move with Tab; the first link skips to the content.",
          "Outside the exam room no page needs a script, so old computers and screen readers can do everything.",
          "A state is shown by icon, word and colour together, never by colour alone.",
          "Pages can be enlarged to 400 %, and follow the system's settings for contrast and reduced motion.",
        ],
      },
      {
        heading: "Large print",
        lines: [
          "Every page offers large print: text of at least 18 pixels, buttons of at least 60, stronger lines, the same order and words.",
          "The choice is kept on your machine for a year and can be changed back at any time.",
        ],
      },
      {
        heading: "If something does not work",
        lines: [
          "Tell the system administrator of your unit which page it is, and which device and assistive software you use.",
        ],
      },
    ],
  },
  privacy: {
    title: "Privacy",
    lede: "What is collected, who may see it, and what you may ask.",
    parts: [
      {
        heading: "Public checks and searches",
        lines: [
          "No account is needed, and who checks is not recorded. Only a choice of language or large print is stored, and it says nothing about you.",
          "The page shows what is printed on the certificate and its status; never the identity number, address, telephone, post or case details.",
        ],
      },
      {
        heading: "Officers' files",
        lines: [
          "Identity numbers are stored encrypted and shown with only their first and last digits; seeing one in full needs a stated reason, and each time is recorded.",
          "Who has read or downloaded a file stands in that file, where its owner can see it.",
          "Permission is given by unit and duty: people see only what their work needs.",
        ],
      },
      {
        heading: "Your rights",
        lines: [
          "You may read and download your own file. If something is wrong you may ask for a correction; the registering unit verifies it, and both the old entry and the correction are kept.",
          "Source: Personal Information Protection Law, Articles 44 to 50.",
        ],
      },
    ],
  },
};

export const help: Catalogue<typeof zh> = { "zh-CN": zh, en };
