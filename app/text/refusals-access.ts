import type { Facts } from "~/verdict";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zh = {
  "sign-in.failed": {
    says: () => "账号或密码不对",
    cure: () => "请核对后重新输入。忘记密码的，请联系本单位管理员。",
  },
  "sign-in.throttled": {
    says: (facts: Facts) => `输错次数太多，请在 ${facts.minutes} 分钟后再试`,
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "sign-in.failed": {
    says: () => "The account or the password is wrong",
    cure: () => "Check both. If you forgot the password, ask your unit's administrator.",
  },
  "sign-in.throttled": {
    says: (facts) => `Too many wrong entries: try again in ${facts.minutes} minutes`,
  },
};

export const accessRefusals = { "zh-CN": zh, en };
