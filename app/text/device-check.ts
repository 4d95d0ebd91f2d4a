import type { DeviceCheck, Grade } from "~/exams/device-check";
import type { Catalogue } from "./text";

/** 设备检查: what is looked at, what was found, and what to do about it. */
type Said = Record<Grade, string>;

const zh = {
  title: "设备检查",
  exams: "我的考试",
  lede: "考试前在要用的电脑或手机上检查一次。检查不保存任何内容。",
  again: "重新检查",
  checking: "正在检查",
  done: (open: number) =>
    open === 0 ? "检查完成，这台设备可以参加考试。" : `检查完成，${open} 项需要处理。`,
  words: { ok: "正常", poor: "可以用，请注意", not: "不能用", unknown: "需要脚本才能检查" } satisfies Said,
  noScriptTitle: "浏览器没有启用 JavaScript",
  noScript:
    "考试页面需要 JavaScript。请在浏览器设置中启用，或换一个浏览器、换一台电脑。启用后刷新本页，下面标“需要脚本才能检查”的各项才能检查。",
  stuck: "如果一直停在“需要脚本才能检查”，说明浏览器版本太旧，请升级或换一个浏览器。",
  names: {
    script: "脚本",
    browser: "浏览器",
    connection: "网络",
    clock: "时钟",
    storage: "本机暂存",
    screen: "屏幕宽度",
    print: "大字号",
  } satisfies Record<DeviceCheck, string>,
  script: "JavaScript 已启用。",
  browser: (lacks: string) =>
    lacks === ""
      ? "浏览器支持考试页面需要的功能。"
      : `浏览器缺少考试页面需要的功能（${lacks}）。请升级浏览器，或换一台电脑。`,
  connection: {
    ok: (ms: number) => `往返 ${ms} 毫秒，保存答案没有问题。`,
    poor: (ms: number) => `往返 ${ms} 毫秒，或有请求没有送达。可以考试；尽量用有线网络，关闭下载和视频。`,
    not: "网络太慢或不通，答案可能不能及时送达。请换一个网络，或告知考试主办单位。",
  },
  clock: {
    same: "与服务器时钟相差不到 1 分钟。",
    off: (minutes: number, isAhead: boolean) =>
      `本机时钟比服务器${isAhead ? "快" : "慢"}约 ${minutes} 分钟。考试以服务器时钟为准，本机时钟不准不影响剩余时间；剩余时间看考试页面。`,
    unknown: "没有连上服务器，不能比较。",
  },
  storage: {
    ok: "断网时答案可以暂存在本机，恢复后自动上传。",
    poor: "浏览器不允许暂存，断网时刷新页面会丢失没有上传的答案。请关闭无痕浏览，或换一个浏览器。",
  },
  screen: {
    wide: (px: number) => `${px} 像素，试题和答题卡并排显示。`,
    narrow: (px: number) => `${px} 像素，够用；答题卡用按钮打开。用电脑考试更方便。`,
    poor: (px: number) => `${px} 像素，太窄。请放大窗口、横过手机或换一台设备。`,
  },
  print: {
    off: "看不清小字的，可以打开长辈版，考试页面同样有效。",
    on: "长辈版已打开，考试页面同样有效。",
  },
  rehearse: "设备没有问题后，建议做一次考试演练。",
};

const en: typeof zh = {
  title: "Device check",
  exams: "My exams",
  lede: "Check the computer or telephone you will use before the exam. Nothing is stored.",
  again: "Check again",
  checking: "Checking",
  done: (open) =>
    open === 0
      ? "Checked: this device can sit an exam."
      : `Checked: ${open} ${open === 1 ? "point needs" : "points need"} your attention.`,
  words: { ok: "Good", poor: "Will do, note", not: "Will not do", unknown: "Only a script can check" },
  noScriptTitle: "JavaScript is switched off",
  noScript:
    "The exam page needs JavaScript. Switch it on in the browser's settings, or use another browser or computer. Then reload this page: what is marked “Only a script can check” is checked only then.",
  stuck:
    "If it stays at “Only a script can check”, the browser is too old: bring it up to date or use another.",
  names: {
    script: "Script",
    browser: "Browser",
    connection: "Network",
    clock: "Clock",
    storage: "Keeping answers",
    screen: "Screen width",
    print: "Large print",
  },
  script: "JavaScript is switched on.",
  browser: (lacks) =>
    lacks === ""
      ? "The browser can do what the exam page needs."
      : `The browser cannot do what the exam page needs (${lacks}). Bring it up to date, or use another computer.`,
  connection: {
    ok: (ms) => `${ms} ms there and back: answers are saved without trouble.`,
    poor: (ms) =>
      `${ms} ms there and back, or a request was lost. An exam is possible; use a cable if you can, and stop downloads and videos.`,
    not: "The network is too slow or down: answers may not arrive in time. Use another network, or tell the office that holds the exam.",
  },
  clock: {
    same: "Less than 1 minute off the server's clock.",
    off: (minutes, isAhead) =>
      `This device's clock is about ${minutes} min ${isAhead ? "ahead of" : "behind"} the server's. The server's clock decides: a wrong clock here takes no time from you. Go by the time the exam page shows.`,
    unknown: "The server did not answer, so the clocks could not be compared.",
  },
  storage: {
    ok: "Without a network, answers are kept on this device and sent when it is back.",
    poor: "The browser keeps nothing: without a network, reloading the page loses answers not sent yet. Leave private browsing, or use another browser.",
  },
  screen: {
    wide: (px) => `${px} pixels: question and answer sheet stand side by side.`,
    narrow: (px) => `${px} pixels will do; a button opens the answer sheet. A computer is more convenient.`,
    poor: (px) => `${px} pixels are too narrow. Widen the window, turn the telephone or use another device.`,
  },
  print: {
    off: "If small print is hard to read, switch on large print; it holds in the exam, too.",
    on: "Large print is on; it holds in the exam, too.",
  },
  rehearse: "When the device is in order, try the rehearsal once.",
};

export const deviceCheckText: Catalogue<typeof zh> = { "zh-CN": zh, en };
