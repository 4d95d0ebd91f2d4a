import type { Catalogue } from "./text";

/** What a candidate's page says of the invigilator. Apart from the board's words, which no candidate's browser loads. */
const zh = {
  paused: "考试已暂停",
  pausedBody: "计时停止，题目暂时隐藏，答案暂不接收。请等监考人员恢复，恢复后自动继续，暂停的时间会补上。",
  pausedShort: "已暂停",
  leavings: (n: number) => `离开考试页面 ${n} 次。监考人员能看到。`,
};

const en: typeof zh = {
  paused: "The exam is paused",
  pausedBody:
    "The clock stands, the questions are hidden and answers are not taken. Wait for the invigilator: it goes on by itself, and the time of the pause is added.",
  pausedShort: "Paused",
  leavings: (n) => `You left the exam page ${n === 1 ? "once" : `${n} times`}. The invigilator sees it.`,
};

export const invigilatedRoomText: Catalogue<typeof zh> = { "zh-CN": zh, en };
