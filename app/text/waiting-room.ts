import type { Catalogue } from "./text";

/** 候考室: the page on which a candidate waits for the exam to open. */
const zh = {
  title: "候考室",
  enter: "进入候考室",
  opensIn: "距离入场还有",
  opensAt: (time: string) => `${time} 入场（服务器时间）`,
  spread: (seconds: number) =>
    `为避免同时入场造成拥堵，考生在开考后 ${seconds} 秒内分批入场，先后由系统确定。收卷时间同样顺延，先入场、后入场答题时间一样长。`,
  now: (time: string) => `服务器时间 ${time}`,
  stay: "请停留在本页面。到时间本页自动出现“开始作答”，不需要刷新。",
  stayPlain: "本页会自动刷新，到时间出现“开始作答”。",
  ready: "现在可以开始作答。",
  readyHint: "答题时间从点击“开始作答”起算。",
  meanwhile: "等待时可以",
  device: "检查设备",
  rehearse: "做一次考试演练",
  instructions: "看考试说明",
};

const en: typeof zh = {
  title: "Waiting room",
  enter: "Go to the waiting room",
  opensIn: "You are let in after",
  opensAt: (time) => `at ${time} (server time)`,
  spread: (seconds) =>
    `So that not everybody comes in at the same second, candidates are let in over ${seconds} seconds after the opening, in an order the system sets. The end moves by as much: first or last in, the time to answer is the same.`,
  now: (time) => `Server time ${time}`,
  stay: "Please stay on this page. “Begin” appears by itself when it is time; there is no need to reload.",
  stayPlain: "This page reloads by itself and shows “Begin” when it is time.",
  ready: "You may begin now.",
  readyHint: "Your time counts from when you press “Begin”.",
  meanwhile: "While you wait",
  device: "Check the device",
  rehearse: "Try the rehearsal",
  instructions: "Read the instructions",
};

export const waitingRoomText: Catalogue<typeof zh> = { "zh-CN": zh, en };
