import type { PracticePaper } from "~/exams/rehearsal";
import type { Catalogue } from "./text";

/** 演练: its page, what marks it in the exam room, and the practice questions. The room is told its words by the server. */
const practiceZh: PracticePaper = {
  questions: [
    {
      type: "true-false",
      stem: "（演练题）在考试中选中一个选项后，系统立即保存，不需要另外点“保存”。",
      options: [],
    },
    { type: "true-false", stem: "（演练题）交卷以后，还可以回来修改答案。", options: [] },
    {
      type: "single-choice",
      stem: "（演练题）考试剩余时间以哪里的时钟为准？",
      options: ["本人的手表", "本机的时钟", "服务器的时钟", "考场墙上的挂钟"],
    },
    {
      type: "single-choice",
      stem: "（演练题）有一道题拿不准，想过一会儿再看。可以怎么做？",
      options: ["在纸上记下题号", "点“标记”，答题卡上会显示标记", "先交卷，再回来看", "刷新页面"],
    },
    {
      type: "multiple-choice",
      stem: "（演练题）下列哪些办法可以换到下一道题？",
      options: ["点“下一题”", "按键盘的右方向键", "在答题卡上点题号", "关闭页面再打开"],
    },
  ],
  shared: {
    stem: "（演练案例）考试进行到一半，页面顶部出现提示：“网络已断开，2 道题尚未上传”。",
    questions: [
      {
        type: "single-choice",
        stem: "此时应当怎么办？",
        options: ["关闭页面", "继续作答，网络恢复后自动上传", "重新登录", "马上交卷重考"],
      },
      {
        type: "multiple-choice",
        stem: "关于这 2 道题的答案，下列哪些说法正确？",
        options: ["答案已存在本机", "网络恢复后自动上传", "需要重新作答", "在服务器收到以前，不要关闭页面"],
      },
    ],
  },
};

const zh = {
  title: "考试演练",
  /** In the room and on its receipt. */
  exam: "演练（不计成绩）",
  strip: "这是演练，不是考试。作答和交卷都不计入成绩、学法记录和任何统计。",
  intro: "在真正的考试页面里走一遍：作答、标记、看答题卡、交卷、看回执。",
  lines: [
    "演练用 7 道练习题，时间 20 分钟，题目只讲怎样使用考试页面。",
    "页面、计时、保存、交卷和回执与正式考试相同。",
    "演练次数不限，不评分，不计入成绩、学法记录和任何统计。",
    "可以在演练中试一试：标记一道题，用键盘作答，断开网络再恢复。",
  ],
  instructions: "演练说明",
  start: "开始演练",
  goOn: "继续演练",
  latest: "最近的演练",
  startedAt: "开始时间",
  submittedAt: "交卷时间",
  receipt: "回执",
  heading: "演练交卷成功",
  lede: (n: number) => `服务器收到 ${n} 道题的答案。本页可随时从“考试演练”再次打开。`,
  next: [
    { title: "不评分", body: "演练的回执只说明服务器收到了什么，不是考试成绩的凭证。" },
    { title: "再练一次", body: "次数不限，随时可以从“考试演练”再次开始。" },
    { title: "检查设备", body: "考试前请在要用的电脑上做一次“设备检查”。" },
  ],
  again: "返回考试演练",
  practice: practiceZh,
};

const practiceEn: PracticePaper = {
  questions: [
    {
      type: "true-false",
      stem: "(Practice) In an exam, choosing an option saves it at once; there is no separate “save”.",
      options: [],
    },
    {
      type: "true-false",
      stem: "(Practice) After handing in you may come back and change answers.",
      options: [],
    },
    {
      type: "single-choice",
      stem: "(Practice) Whose clock decides how much time is left?",
      options: ["My own watch", "This computer's clock", "The server's clock", "The clock on the wall"],
    },
    {
      type: "single-choice",
      stem: "(Practice) You are not sure about a question and want to look at it again later. What can you do?",
      options: [
        "Note its number on paper",
        "Press “Flag”: the answer sheet then shows a flag",
        "Hand in and come back",
        "Reload the page",
      ],
    },
    {
      type: "multiple-choice",
      stem: "(Practice) Which of these lead to the next question?",
      options: [
        "Pressing “Next”",
        "The right arrow key",
        "Choosing its number on the answer sheet",
        "Closing the page and opening it again",
      ],
    },
  ],
  shared: {
    stem: "(Practice case) In the middle of the exam the page says at its top: “The network is down, 2 not sent yet”.",
    questions: [
      {
        type: "single-choice",
        stem: "What should you do?",
        options: [
          "Close the page",
          "Go on answering: they are sent by themselves when the network is back",
          "Sign in again",
          "Hand in at once and sit again",
        ],
      },
      {
        type: "multiple-choice",
        stem: "Which of these are true of the 2 answers?",
        options: [
          "They are kept on this computer",
          "They are sent by themselves when the network is back",
          "They must be given again",
          "Until the server has them, the page should not be closed",
        ],
      },
    ],
  },
};

const en: typeof zh = {
  title: "Rehearsal",
  exam: "Rehearsal (does not count)",
  strip:
    "This is a rehearsal, not an exam. Nothing you answer or hand in counts towards a result, a study record or any statistics.",
  intro:
    "Walk through the real exam page once: answer, flag, look at the answer sheet, hand in, see the receipt.",
  lines: [
    "There are 7 practice questions and 20 minutes; they are only about using the exam page.",
    "The page, the clock, saving, handing in and the receipt are those of a real exam.",
    "Repeat it as often as you like. It is not marked and counts towards no result, study record or statistics.",
    "Try things out: flag a question, answer by keyboard, cut the network and bring it back.",
  ],
  instructions: "About the rehearsal",
  start: "Begin the rehearsal",
  goOn: "Go on with the rehearsal",
  latest: "Latest rehearsals",
  startedAt: "Begun",
  submittedAt: "Handed in",
  receipt: "Receipt",
  heading: "Rehearsal handed in",
  lede: (n) =>
    `The server received ${n} ${n === 1 ? "answer" : "answers"}. Open this page again from “Rehearsal” at any time.`,
  next: [
    {
      title: "No marks",
      body: "The receipt of a rehearsal only says what the server received. It proves no exam result.",
    },
    { title: "Once more", body: "As often as you like: begin again under “Rehearsal”." },
    { title: "Device check", body: "Before the exam, run the “Device check” on the computer you will use." },
  ],
  again: "Back to the rehearsal",
  practice: practiceEn,
};

export const rehearsalText: Catalogue<typeof zh> = { "zh-CN": zh, en };
