import type { Facts } from "~/verdict";
import { accessText } from "./access";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zhRole = (role: unknown) =>
  (accessText["zh-CN"].roles as Record<string, string>)[String(role)] ?? String(role);
const enRole = (role: unknown) =>
  (accessText.en.roles as Record<string, string>)[String(role)] ?? String(role);

const zh = {
  "api-client.revoked": {
    says: () => "这个系统已经停用",
    cure: () => "需要再用的，重新登记，领取新的密钥。",
  },
  "webhook.no-scope": {
    says: () => "这个系统不能查询变动，也就不能接收推送",
    cure: () => "另行登记一个可查询变动的调用方。",
  },
  "webhook.too-many": {
    says: (facts: Facts) => `每个系统最多 ${facts.most} 个接收地址`,
    cure: () => "先停止一个不用的。",
  },
  "webhook.stopped": { says: () => "这项推送已经停止", cure: () => "需要再用的，重新登记。" },
  "webhook.address-invalid": {
    says: (facts: Facts) => `不是可用的地址（不含账号和 #，最多 ${facts.most} 字符）`,
    cure: () => "请填写完整地址，如 https://case.example.gov.cn/status。",
  },
  "webhook.address-not-https": {
    says: () => "地址须以 https:// 开头",
    cure: () => "请对方系统启用加密连接。",
  },
  "webhook.address-inside": {
    says: () => "地址在本机或内部网络，不能推送",
    cure: () => "确需推送到内部网络的，由运维人员在 CHIZHENG_WEBHOOK_NETWORKS 中写明该网段。",
  },
  "sign-in.failed": {
    says: () => "账号或密码不对",
    cure: () => "请核对后重新输入。账号新开通的，请先激活。忘记密码的，请向系统管理员领取激活码。",
  },
  "sign-in.throttled": {
    says: (facts: Facts) => `输错次数太多，请在 ${facts.minutes} 分钟后再试`,
    cure: () => "在曾经登录过的设备上登录，不受他人输错的影响。",
  },
  "activation.failed": {
    says: () => "账号或激活码不对",
    cure: () => "请照纸面核对。重新签发过的，只有最新的激活码有效。",
  },
  "activation.expired": {
    says: (facts: Facts) => `激活码已过期，签发后 ${facts.days} 日内有效`,
    cure: () => "请向系统管理员领取新的激活码。",
  },
  "activation.used": {
    says: () => "激活码已经用过",
    cure: () => "密码已由用过激活码的人设定。不是本人所为的，请立即联系系统管理员。",
  },
  "activation.unconfirmed": {
    says: () => "激活码还没有经第二人复核",
    cure: () => "账号有角色的，激活码须经安全管理员或组织人事部门复核。复核后用同一个激活码再来。",
  },
  "activation.own-code": { says: () => "签发人不能复核自己签发的激活码", cure: () => "请另一人复核。" },
  "activation.over": {
    says: () => "激活码已经用过、过期或被新的代替",
    cure: () => "请系统管理员重新签发。",
  },
  "password.short": { says: (facts: Facts) => `密码至少 ${facts.shortest} 个字符` },
  "password.long": { says: (facts: Facts) => `密码最多 ${facts.longest} 个字符` },
  "password.classes": {
    says: (facts: Facts) => `密码须含大写字母、小写字母、数字、其他字符中的 ${facts.classes} 类`,
  },
  "password.common": {
    says: () => "这个密码太常见，很容易猜到",
    cure: () => "可以用一句自己记得住的话。",
  },
  "password.context": { says: () => "密码不能包含账号、姓名或系统名称" },
  "password.used-before": {
    says: (facts: Facts) =>
      Number(facts.remembered) > 1 ? `不能与最近 ${facts.remembered} 次用过的密码相同` : "不能与原密码相同",
  },
  "account.own": { says: () => "不能停用自己的账号", cure: () => "请另一位系统管理员办理。" },
  "account.deceased": {
    says: (facts: Facts) => `本人档案上已登记死亡（${facts.on}），账号不能恢复`,
    cure: () => "登记有误的，先在人员档案中更正登记错误。",
  },
  "account.last-administrator": {
    says: (facts: Facts) => `这是最后一个可用的${zhRole(facts.role)}账号，停用后无人可以管理`,
    cure: () => "先设立另一位，再停用这一个。",
  },
  "role.own": { says: () => "不能为自己授予、复核或收回角色", cure: () => "请另一位安全管理员办理。" },
  "role.held": { says: () => "已经在该单位持有这个角色" },
  "role.proposed": { says: () => "已有同样的提请等待复核" },
  "role.decided": { says: () => "这项提请已经办结" },
  "role.account-disabled": { says: () => "账号已停用", cure: () => "先由系统管理员恢复账号。" },
  "role.unit-outside": { says: () => "该单位不在您的管理范围内" },
  "role.two-people": { says: () => "提请人不能复核自己的提请", cure: () => "请另一人复核。" },
  "role.second-security-administrator": {
    says: () => "该单位另有安全管理员，由其复核",
    cure: () => "没有其他安全管理员时，才由组织人事部门复核。",
  },
  "role.administrators-apart": {
    says: (facts: Facts) =>
      `已是${zhRole(facts.held)}，不能同时担任${zhRole(facts.wanted)}：三员须由三人分任`,
    cure: () => "由另一人担任，或先收回原角色。",
  },
  "role.administrator-in-business": {
    says: (facts: Facts) => `${zhRole(facts.held)}与${zhRole(facts.wanted)}不能由一人兼任：管理角色不办业务`,
    cure: () => "由另一人担任，或先收回原角色。",
  },
  "role.enforces": {
    says: (facts: Facts) => `正在执法岗位任职，不能担任${zhRole(facts.role)}`,
    cure: () => "先结束执法岗位任职。",
  },
  "role.last-administrator": {
    says: (facts: Facts) => `这是最后一位可用的${zhRole(facts.role)}，收回后无人可以管理`,
    cure: () => "先设立另一位，再收回。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "api-client.revoked": {
    says: () => "This system has been revoked",
    cure: () => "If it is needed again, register it anew and hand over the new key.",
  },
  "webhook.no-scope": {
    says: () => "This system may not ask for changes, so it cannot be told of them",
    cure: () => "Register one that may ask what changed.",
  },
  "webhook.too-many": {
    says: (facts) => `A system has at most ${facts.most} addresses`,
    cure: () => "Stop one that is no longer used.",
  },
  "webhook.stopped": {
    says: () => "These messages have been stopped",
    cure: () => "If they are needed again, set them up anew.",
  },
  "webhook.address-invalid": {
    says: (facts) => `Not an address that can be used (no account, no #, at most ${facts.most} characters)`,
    cure: () => "Enter the whole address, such as https://case.example.gov.cn/status.",
  },
  "webhook.address-not-https": {
    says: () => "The address must begin with https://",
    cure: () => "Ask the other system to turn on encryption.",
  },
  "webhook.address-inside": {
    says: () => "The address is of this machine or of an inside network",
    cure: () => "If it must be, whoever runs the server names that network in CHIZHENG_WEBHOOK_NETWORKS.",
  },
  "sign-in.failed": {
    says: () => "The account or the password is wrong",
    cure: () =>
      "Check both. A new account must be activated first. If you forgot the password, ask the system administrator for an activation code.",
  },
  "sign-in.throttled": {
    says: (facts) =>
      `Too many wrong entries: try again in ${facts.minutes} ${facts.minutes === 1 ? "minute" : "minutes"}`,
    cure: () => "On a device you signed in from before, wrong entries of others do not count.",
  },
  "activation.failed": {
    says: () => "The account or the activation code is wrong",
    cure: () => "Check it against the paper. If a code was issued again, only the newest works.",
  },
  "activation.expired": {
    says: (facts) => `The activation code has expired: it works for ${facts.days} days`,
    cure: () => "Ask the system administrator for a new one.",
  },
  "activation.used": {
    says: () => "The activation code was used already",
    cure: () =>
      "Whoever used it has set the password. If it was not you, tell the system administrator at once.",
  },
  "activation.unconfirmed": {
    says: () => "No second person has confirmed the activation code yet",
    cure: () =>
      "For an account with roles a security administrator or the personnel department confirms the code. Come back with the same code then.",
  },
  "activation.own-code": {
    says: () => "Who issued a code does not confirm it",
    cure: () => "Another person must.",
  },
  "activation.over": {
    says: () => "The activation code was used, expired or was replaced",
    cure: () => "Ask the system administrator to issue a new one.",
  },
  "password.short": { says: (facts) => `The password must have at least ${facts.shortest} characters` },
  "password.long": { says: (facts) => `The password must have at most ${facts.longest} characters` },
  "password.classes": {
    says: (facts) =>
      `The password must use ${facts.classes} of: capital letters, small letters, digits, other characters`,
  },
  "password.common": {
    says: () => "This password is very common and easily guessed",
    cure: () => "A sentence you can remember will do.",
  },
  "password.context": {
    says: () => "The password must not hold the account, the name or the product's name",
  },
  "password.used-before": {
    says: (facts) =>
      Number(facts.remembered) > 1
        ? `The password must differ from the last ${facts.remembered}`
        : "The password must differ from the present one",
  },
  "account.own": {
    says: () => "Nobody disables their own account",
    cure: () => "Ask another system administrator.",
  },
  "account.deceased": {
    says: (facts) => `The owner's file records a death (${facts.on}): the account stays disabled`,
    cure: () => "If that is wrong, correct it in the personnel file first.",
  },
  "account.last-administrator": {
    says: (facts) => `This is the last usable account of a ${enRole(facts.role).toLowerCase()}`,
    cure: () => "Make another one first.",
  },
  "role.own": {
    says: () => "Nobody grants, approves or takes away their own roles",
    cure: () => "Ask another security administrator.",
  },
  "role.held": { says: () => "The role is held for this unit already" },
  "role.proposed": { says: () => "The same proposal waits for approval already" },
  "role.decided": { says: () => "This proposal has been decided" },
  "role.account-disabled": {
    says: () => "The account is disabled",
    cure: () => "A system administrator must enable it first.",
  },
  "role.unit-outside": { says: () => "The unit is outside your scope" },
  "role.two-people": {
    says: () => "Who proposes does not approve",
    cure: () => "Another person must approve.",
  },
  "role.second-security-administrator": {
    says: () => "Another security administrator of this unit must approve",
    cure: () => "The personnel department approves only where there is no other.",
  },
  "role.administrators-apart": {
    says: (facts) =>
      `Is ${enRole(facts.held).toLowerCase()} and cannot be ${enRole(facts.wanted).toLowerCase()} as well: the three administrators are three people`,
    cure: () => "Choose another person, or take the other role away first.",
  },
  "role.administrator-in-business": {
    says: (facts) =>
      `${enRole(facts.held)} and ${enRole(facts.wanted).toLowerCase()} cannot be one person: administrators do no business`,
    cure: () => "Choose another person, or take the other role away first.",
  },
  "role.enforces": {
    says: (facts) => `Is in an enforcement post and cannot be ${enRole(facts.role).toLowerCase()}`,
    cure: () => "End the enforcement assignment first.",
  },
  "role.last-administrator": {
    says: (facts) => `This is the last usable ${enRole(facts.role).toLowerCase()}`,
    cure: () => "Make another one first.",
  },
};

export const accessRefusals = { "zh-CN": zh, en };
