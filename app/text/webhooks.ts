import type { Failure, MessageOutcome, StopReason } from "~/positions/webhook";
import type { Catalogue } from "./text";

/** Messages to other systems when something changes: set up, tried out and stopped by the security administrator. */
const stopReasons: Record<StopReason, string> = {
  "by-hand": "人工停止",
  failing: "多次送达失败",
  gone: "对方不再接收",
};
const failures: Record<Failure, string> = {
  "inside-address": "地址在内部网络",
  "unknown-host": "域名无法解析",
  "no-connection": "无法连接",
  "no-answer": "没有答复",
};
const outcomes: Record<MessageOutcome, string> = { delivered: "已送达", "given-up": "已放弃" };
const zh = {
  title: "状态推送",
  lede: "证件、任职和人员有变动时，按顺序推送到对方系统，带签名。对方停机时加长间隔重试，三天后停止并告知登记人。",
  open: "状态推送",
  new: "登记接收地址",
  table: "接收地址",
  columns: { address: "地址", state: "状态", waiting: "待送", delivered: "最近送达" },
  states: { on: "推送中", off: (reason: string) => `已停止：${reason}` },
  stopReasons,
  never: "尚未送达",
  empty: { title: "没有接收地址", body: "登记后，把签名密钥交给对方系统的管理员。" },
  form: {
    lede: "地址须以 https:// 开头，不能在本机或内部网络。",
    address: "接收地址",
    example: "https://",
    submit: "登记并生成签名密钥",
  },
  slip: {
    made: "已生成签名密钥",
    once: "离开这一页后不再显示。请立即交给对方系统的管理员，用于核对每条推送的签名。",
    secret: "签名密钥",
    back: "查看推送记录",
  },
  renew: "更换签名密钥",
  renewLede: "新密钥立即使用。此后 24 小时内，推送同时带新旧两个签名，请在此期间换到对方系统中。",
  test: "发送测试",
  testLede: "排在待送的推送之后，几秒内发出。",
  stop: "停止推送",
  stopLede: "待送的不再发出，不能恢复。需要时另行登记。",
  done: { test: "测试已排队。", stop: "已停止。" },
  log: {
    table: "推送记录",
    columns: { type: "内容", made: "生成", outcome: "结果", tries: "次数", answer: "最近答复" },
    count: (n: number) => `${n} 条`,
    types: {
      "certificate.changed": "证件变动",
      "assignment.changed": "任职变动",
      "person.changed": "人员变动",
      "webhook.test": "测试",
    } as Record<string, string>,
    outcomes,
    waiting: "待送",
    again: (at: string) => `${at} 再送`,
    failures,
    took: (ms: number) => `${ms} 毫秒`,
    empty: { title: "还没有推送", body: "有变动时，或发送测试后，在这里查看。" },
  },
};

const en: typeof zh = {
  title: "Messages",
  lede: "When certificates, posts or people change, the other system is told in order, by signed messages. While it is down they are tried again at growing intervals, stopped after three days, and whoever set them up is told.",
  open: "Messages",
  new: "Add an address",
  table: "Addresses",
  columns: { address: "Address", state: "State", waiting: "Waiting", delivered: "Last delivered" },
  states: { on: "In use", off: (reason) => `Stopped: ${reason}` },
  stopReasons: {
    "by-hand": "by hand",
    failing: "could not be delivered",
    gone: "no longer wanted there",
  },
  never: "Nothing yet",
  empty: {
    title: "No address",
    body: "Add one and hand its secret to the administrator of the other system.",
  },
  form: {
    lede: "The address begins with https:// and is neither of this machine nor of an inside network.",
    address: "Address",
    example: "https://",
    submit: "Add and make a secret",
  },
  slip: {
    made: "A secret has been made",
    once: "It is not shown again after you leave this page. Hand it to the administrator of the other system now: with it every message is checked.",
    secret: "Secret",
    back: "What was sent",
  },
  renew: "Renew secret",
  renewLede:
    "The new secret is used at once. For 24 hours messages bear the signatures of both: change it in the other system meanwhile.",
  test: "Send a test",
  testLede: "It goes behind what is waiting, within seconds.",
  stop: "Stop messages",
  stopLede: "What is waiting is not sent any more. This cannot be undone; set it up anew when needed.",
  done: { test: "The test is in line.", stop: "Stopped." },
  log: {
    table: "Messages sent",
    columns: { type: "About", made: "Made", outcome: "Outcome", tries: "Tries", answer: "Last answer" },
    count: (n) => `${n} ${n === 1 ? "message" : "messages"}`,
    types: {
      "certificate.changed": "Certificate changed",
      "assignment.changed": "Post changed",
      "person.changed": "Person changed",
      "webhook.test": "Test",
    },
    outcomes: { delivered: "Delivered", "given-up": "Given up" },
    waiting: "Waiting",
    again: (at) => `again ${at}`,
    failures: {
      "inside-address": "Address of an inside network",
      "unknown-host": "Name not found",
      "no-connection": "No connection",
      "no-answer": "No answer",
    },
    took: (ms) => `${ms} ms`,
    empty: { title: "Nothing sent yet", body: "What changes, and tests, will be listed here." },
  },
};

export const webhooksText: Catalogue<typeof zh> = { "zh-CN": zh, en };
