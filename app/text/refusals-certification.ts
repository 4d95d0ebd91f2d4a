import type { Facts } from "~/verdict";
import { certificationText } from "./certification";
import { lastDayBefore, longDate } from "./dates";
import { fieldName } from "./fields";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const day = (locale: Locale, value: Facts[string] | undefined) =>
  typeof value === "string" ? longDate(value, locale) : "";
const lastDay = (locale: Locale, value: Facts[string] | undefined) =>
  typeof value === "string" ? longDate(lastDayBefore(value), locale) : "";
/** The word of a closed vocabulary; what is not in it stands as it is. */
const word = (words: Record<string, string>, value: Facts[string] | undefined) =>
  words[String(value)] ?? String(value);

const z = certificationText["zh-CN"];
const e = certificationText.en;

const banGroundsZh: Record<string, string> = z.bans.grounds;
const banGroundsEn: Record<string, string> = {
  "altered-or-lent": "certificate revoked for alteration or lending",
  "failed-twice": "certificate revoked for failing twice",
  revoked: "certificate revoked",
  cheated: "cheating in an examination",
  annulled: "certificate annulled",
};

const outsideFieldsZh: Record<string, string> = z.bans.form;
const outsideFieldsEn: Record<string, string> = e.bans.form;

const zh = {
  "ban.in-force": {
    says: (f: Facts) =>
      `仍在不得申领的期限内：${word(banGroundsZh, f.ground)}，决定文号 ${f.decisionNumber}，${f.endsBeforeOn ? `至 ${lastDay("zh-CN", f.endsBeforeOn)}` : "没有期限"}`,
    cure: (f: Facts) =>
      f.endsBeforeOn
        ? `${day("zh-CN", f.endsBeforeOn)}起可以申领。缩短期限须由上级机关另作决定。`
        : "须由作出决定的机关或其上级机关另作决定。",
  },
  "body.missing": {
    says: () => "本单位没有有效的行政执法主体资格",
    cure: () => "请由司法行政部门登记本单位的执法主体资格。",
  },
  "body.not-published": {
    says: () => "本单位的执法主体资格尚未公布",
    cure: () => "执法主体向社会公布后再办理。",
  },
  "body.other-field": {
    says: (f: Facts) => `本单位的执法主体资格不含${fieldName("zh-CN", String(f.field))}领域`,
    cure: () => "请核对领域；确有职权的，先登记执法主体资格的领域。",
  },
  "entry.too-young": { says: (f: Facts) => `未满 ${f.required} 周岁`, cure: () => "达到年龄后再申请。" },
  "entry.education": { says: () => "学历未达到规则包要求的最低学历" },
  "entry.service": {
    says: (f: Facts) => `到本单位工作不满 ${f.requiredMonths} 个月（自 ${day("zh-CN", f.sinceOn)}起）`,
    cure: () => "满期后再申请。",
  },
  "certificate.act-impossible": {
    says: (f: Facts) => `证件现为${word(z.status, f.status)}，不能办理${word(z.acts, f.act)}`,
    cure: () => "请刷新页面，按证件现在的状态办理。",
  },
  "certificate.batch-end-missing": {
    says: () => "规则包采用统一截止日，但没有写明日期",
    cure: () => "请在规则包中补充本批证件的统一截止日。",
  },
  "certificate.batch-ended": {
    says: (f: Facts) => `本批证件的统一截止日 ${day("zh-CN", f.batchEndOn)}已过`,
    cure: () => "请在规则包中写明下一批的截止日。",
  },
  "certificate-number.exhausted": {
    says: (f: Facts) => `证件编号的 ${f.width} 位序号已用完`,
    cure: () => "请在规则包中改用更长的编号规则。",
  },
  "renewal.not-yet": {
    says: (f: Facts) => `还没有到换发时间：${day("zh-CN", f.opensOn)}起可以申请换发`,
    cure: (f: Facts) => `请在 ${day("zh-CN", f.opensOn)}至 ${day("zh-CN", f.validToOn)}之间申请。`,
  },
  "renewal.too-late": {
    says: (f: Facts) => `证件已于 ${day("zh-CN", f.validToOn)}期满，不能换发`,
    cure: () => "请按首次申领办理。",
  },
  "certificate.none": { says: () => "没有行政执法证", cure: () => "取得资格后由单位申领，领取后方可执法。" },
  "certificate.other-unit": {
    says: () => "持有的证件属于其他单位",
    cure: () => "调入本单位的，交回原证件，由本单位申请转任换发。",
  },
  "certificate.other-field": {
    says: (f: Facts) => `证件不含${fieldName("zh-CN", String(f.field))}领域`,
    cure: () => "通过该领域专门法律知识考试后申请更换。",
  },
  "certificate.to-collect": { says: () => "证件尚未领取", cure: () => "登记领取后生效。" },
  "certificate.suspended": {
    says: (f: Facts) => (f.lost ? "证件暂扣并已挂失" : "证件暂扣期间不得执法"),
    cure: () => "由核发机关决定恢复。",
  },
  "certificate.lost": { says: () => "证件已挂失", cure: () => "找回后解除挂失，或注销后补发。" },
  "certificate.expired": {
    says: (f: Facts) => `证件已于 ${day("zh-CN", f.validToOn)}期满`,
    cure: () => "由单位重新申领。",
  },
  "certificate.cancelled": { says: () => "证件已注销", cure: () => "由单位重新申领。" },
  "certificate.revoked": { says: () => "证件已吊销", cure: () => "不得申领的期限届满后，由单位重新申领。" },
  "certificate.annulled": { says: () => "证件已撤销，自始无效", cure: () => "符合条件后由单位重新申领。" },
  "certificate.replaced": { says: () => "证件已换发，旧证件不再有效", cure: () => "请使用新证件。" },
  "certificate.voided": { says: () => "证件在领取前已作废", cure: () => "由单位重新申领。" },
  "ministry-card.expired": {
    says: (f: Facts) => `备案的部委证件已于 ${day("zh-CN", f.validToOn)}期满`,
    cure: () => "到原发证机关换证后重新备案。",
  },
  "ministry-card.other-field": {
    says: (f: Facts) => `部委证件的职权不含${fieldName("zh-CN", String(f.field))}领域`,
    cure: () => "由单位申领行政执法证。",
  },
  "ministry-card.not-begun": {
    says: (f: Facts) => `备案的部委证件自 ${day("zh-CN", f.validFromOn)}起有效`,
    cure: () => "有效期开始前不得执法。",
  },
  "ministry-card.not-filed": {
    says: () => "部委证件没有备案",
    cure: () => "由单位报同级司法行政部门备案，受理后方可使用。",
  },
  "certificate.held-elsewhere": {
    says: (f: Facts) => `在其他单位持有未注销的证件，编号 ${f.number}`,
    cure: () => "由原单位收回证件并注销后，再由本单位申请。",
  },
  "certificate.held-already": {
    says: (f: Facts) => `已持有本单位的证件，编号 ${f.number}`,
    cure: () => "到期前按换发办理，遗失或变更的按补发、更换办理。",
  },
  "application.nothing-to-replace": {
    says: (f: Facts) => `没有可以${word(z.kinds, f.kind)}的证件`,
    cure: () => "请按首次申领办理。",
  },
  "application.live-exists": {
    says: () => "已有一件同类申请正在办理",
    cure: () => "等它办结，或由单位撤回后再申请。",
  },
  "application.step-impossible": {
    says: (f: Facts) => `申请现在是${word(z.states, f.state)}，不能办理这一步`,
    cure: () => "请刷新页面，按申请现在的状态办理。",
  },
  "application.not-your-turn": {
    says: (f: Facts) => `现在由${word(z.reviewers, f.role)}（${word(z.levels, f.level)}）办理`,
    cure: () => "请等待该环节办结。",
  },
  "application.own": { says: () => "不能审核或核发本人的申请", cure: () => "由其他人办理。" },
  "application.submitted-by-you": {
    says: () => "申请由您提交，不能再由您审核或核发",
    cure: () => "由其他人办理。",
  },
  "application.reviewed-by-you": {
    says: () => "您已在前面的环节审核过这件申请，各环节须由不同的人办理",
    cure: () => "由其他人办理。",
  },
  "application.defects-missing": {
    says: () => "退回补正须写明需补正的内容",
    cure: () => "一行写一处，一次写全。",
  },
  "application.citation-missing": {
    says: () => "不予核发须写明理由和依据",
    cure: () => "写明文件名称和条款。",
  },
  "certificate.old-one-withheld": {
    says: (f: Facts) => `被替换的旧证件现为${word(z.status, f.status)}，不能直接换发`,
    cure: () => "先决定恢复、解除挂失或注销旧证件。",
  },
  "certificate.statement-missing": {
    says: () => "没有记录持证人的陈述申辩",
    cure: () => "先听取陈述，记录方式、日期和内容；放弃陈述或无法联系的，也要记录经过。",
  },
  "certificate.statement-empty": { says: () => "请写明陈述内容，或未能听取的经过" },
  "certificate.statement-in-future": {
    says: (f: Facts) => `陈述日期 ${day("zh-CN", f.on)} 还没有到`,
  },
  "certificate.loss-notice-missing": {
    says: () => "因遗失注销，须先公告遗失",
    cure: () => "填写公告刊登在哪里、哪一天。",
  },
  "service.not-a-decision": { says: () => "这一项不是决定，没有送达" },
  "service.before-decision": {
    says: (f: Facts) => `送达日期早于决定日期 ${day("zh-CN", f.decidedOn)}`,
  },
  "service.in-future": { says: () => "送达日期还没有到" },
  "service.receiver-missing": { says: () => "请填写签收人" },
  "decision-review.closed": { says: () => "这一项已由他人复核" },
  "decision-review.own": {
    says: () => "核发人和持证人不能复核这项决定",
    cure: () => "由其他人复核。",
  },
  "decision-review.note-missing": { says: () => "请填写复核理由" },
  "ministry-card.known": {
    says: (f: Facts) => `${f.ministry}的证件 ${f.number} 已经提交过备案`,
    cure: () => "在部委证件备案中查看。",
  },
  "ministry-card.decided": { says: () => "这件备案已经办理", cure: () => "在部委证件备案中查看现状。" },
  "ministry-card.filed-by-you": { says: () => "备案由您提交，须由另一人受理", cure: () => "请同事办理。" },
  "ministry-card.own": { says: () => "不能受理本人证件的备案", cure: () => "请同事办理。" },
  "ministry-card.opinion-missing": { says: () => "请填写理由" },
  "ministry-card.scan-missing": { says: () => "没有证件影像", cure: () => "上传证件照片或 PDF。" },
  "ministry-card.days": {
    says: (f: Facts) => `有效期起 ${day("zh-CN", f.validFromOn)}晚于有效期至 ${day("zh-CN", f.validToOn)}`,
    cure: () => "按证件上的日期填写。",
  },
  "ministry-card.refused-before": {
    says: () => "这件证件已经决定不予备案",
    cure: () => "原发证机关换证后，按新证件重新备案。",
  },
  "ministry-card.not-returned": {
    says: () => "这件备案没有处于退回补正状态",
    cure: () => "在部委证件备案中查看现状。",
  },
  "ministry-card.not-in-force": { says: () => "这件证件没有处于已备案状态" },
  "ministry-card.end-ahead": {
    says: (f: Facts) => `${day("zh-CN", f.endedOn)}还没有到`,
    cure: () => "填写部委决定注销的日期。",
  },
  "outside-ban.missing": { says: (f: Facts) => `请填写${word(outsideFieldsZh, f.field)}` },
  "outside-ban.days": { says: () => "最后一天早于起始日期" },
  "outside-ban.known": {
    says: (f: Facts) => `${f.authority} ${f.decisionNumber} 对此人的决定已经登记`,
    cure: () => "在禁入名册中查找。",
  },
  "outside-ban.decided": { says: () => "这一项已由他人处理", cure: () => "查看禁入名册中的现状。" },
  "outside-ban.same-person": {
    says: () => "登记人不能确认自己登记的决定",
    cure: () => "由另一人确认。",
  },
  "outside-ban.not-in-force": { says: () => "这一项没有在生效，不需要解除" },
  "outside-ban.reason-missing": { says: () => "请填写解除的依据" },
  "certificate.proposal-open": {
    says: () => "已有一项决定在等待批准",
    cure: () => "先批准、不批准或收回该项决定。",
  },
  "certificate.ground-unknown": {
    says: (f: Facts) => `请选择${word(z.acts, f.act)}的事由`,
  },
  "certificate.decision-number-missing": { says: () => "请填写决定文号" },
  "certificate.legal-basis-missing": { says: () => "请填写依据" },
  "certificate.own": { says: () => "不能办理本人证件的决定", cure: () => "由其他人办理。" },
  "certificate.proposal-decided": {
    says: () => "这项决定已经办结",
    cure: () => "请刷新页面查看结果。",
  },
  "certificate.same-person": {
    says: () => "提出人和批准人须是不同的人",
    cure: () => "请由另一人批准。",
  },
  "paper.glyph-missing": {
    says: (f: Facts) => `字库中没有这些字，无法制作证明：${f.characters}`,
    cure: () => "请联系系统管理员补充字形，再核发。",
  },
  "paper.text-too-long": {
    says: (f: Facts) => `内容太长，证明上放不下：${f.places}`,
    cure: () => "请核对姓名和单位名称。",
  },
  "paper.page-overfull": { says: () => "证明一页放不下全部内容", cure: () => "请核对姓名和单位名称。" },
  "paper.photo-unusable": {
    says: () => "登记照片无法用于制作证明",
    cure: () => "请重新上传 JPEG 或 PNG 格式的免冠照片。",
  },
  "paper.template-unknown": { says: () => "没有找到证明的模板", cure: () => "请联系系统管理员。" },
  "paper.qr-too-long": {
    says: (f: Facts) => `二维码内容为 ${f.bytes} 字节，超过 ${f.most} 字节，纸面上难以扫描`,
    cure: () => "请系统管理员把 PUBLIC_URL 换成较短的网址。",
  },
  "issuance-run.nothing": {
    says: () => "没有可以由您核发的申请",
    cure: () => "审核全部通过的申请会出现在核发页。",
  },
  "issuance-run.too-many": {
    says: (f: Facts) => `一批最多核发 ${f.most} 件`,
    cure: () => "先核发其中一部分。",
  },
  "issuance-run.decision-missing": {
    says: () => "没有填写核发文号",
    cure: () => "请填写核发文号，同一批用一个。",
  },
  "issuance-run.line-failed": { says: () => "核发时系统出错，没有核发", cure: () => "请在核发页重新核发。" },
  "signing.unconfigured": {
    says: () => "没有配置签名证书，不能核发",
    cure: () => "请系统管理员设置 CHIZHENG_SIGNING_FILE 和 CHIZHENG_SIGNING_PASSWORD。",
  },
  "signing.file-missing": {
    says: () => "找不到签名证书文件，不能核发",
    cure: () => "请系统管理员核对 CHIZHENG_SIGNING_FILE。",
  },
  "signing.not-a-key-file": {
    says: () => "签名证书文件不是完整的 PKCS #12 文件，不能核发",
    cure: () => "请系统管理员换上 .p12 或 .pfx 文件。",
  },
  "signing.password-wrong": {
    says: () => "签名证书文件的口令不对，不能核发",
    cure: () => "请系统管理员核对 CHIZHENG_SIGNING_PASSWORD。",
  },
  "signing.key-missing": {
    says: () => "签名证书文件里没有私钥，或者没有与私钥对应的证书，不能核发",
    cure: () => "请系统管理员连同私钥重新导出。",
  },
  "signing.algorithm-unknown": {
    says: () => "签名证书的密钥不是 RSA（2048 位以上）、P-256 或者 SM2，不能核发",
    cure: () => "请系统管理员换用这三种密钥之一的证书。",
  },
  "signing.not-for-signing": {
    says: () => "这张证书不是用于签名的，不能核发",
    cure: () => "请系统管理员换用密钥用途含数字签名或者不可否认的证书。",
  },
  "signing.not-yet-valid": {
    says: (f: Facts) => `签名证书自${day("zh-CN", f.fromOn)}起才有效，不能核发`,
    cure: () => "请届时再核发，或者由系统管理员换用有效的证书。",
  },
  "signing.expired": {
    says: (f: Facts) => `签名证书已于${day("zh-CN", f.untilOn)}到期，不能核发`,
    cure: () => "请系统管理员换上新的证书；已核发的证明仍可核验。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "ban.in-force": {
    says: (f) =>
      `Still barred from applying: ${word(banGroundsEn, f.ground)}, decision ${f.decisionNumber}, ${f.endsBeforeOn ? `until ${lastDay("en", f.endsBeforeOn)}` : "without end"}`,
    cure: (f) =>
      f.endsBeforeOn
        ? `May apply from ${day("en", f.endsBeforeOn)}. Only a superior authority's decision shortens it.`
        : "Only another decision of that or a superior authority ends it.",
  },
  "body.missing": {
    says: () => "The unit has no enforcement-body status in force",
    cure: () => "The justice department registers it first.",
  },
  "body.not-published": {
    says: () => "The unit's enforcement-body status has not been published",
    cure: () => "Publish it first.",
  },
  "body.other-field": {
    says: (f) => `The unit's enforcement-body status does not cover ${fieldName("en", String(f.field))}`,
    cure: () => "Check the field; if the power is the unit's, register it first.",
  },
  "entry.too-young": {
    says: (f) => `Under ${f.required} years of age`,
    cure: () => "Apply on reaching that age.",
  },
  "entry.education": { says: () => "Below the education the rule pack asks for" },
  "entry.service": {
    says: (f) => `Less than ${f.requiredMonths} months in this unit (since ${day("en", f.sinceOn)})`,
    cure: () => "Apply when the time is served.",
  },
  "certificate.act-impossible": {
    says: (f) =>
      `The certificate is ${word(e.status, f.status).toLowerCase()}: ${word(e.acts, f.act).toLowerCase()} is not possible`,
    cure: () => "Reload the page and go by what it is now.",
  },
  "certificate.batch-end-missing": {
    says: () => "The rule pack sets one end for the batch but no date",
    cure: () => "Add the date to the rule pack.",
  },
  "certificate.batch-ended": {
    says: (f) => `The batch's common end, ${day("en", f.batchEndOn)}, has passed`,
    cure: () => "Set the next batch's end in the rule pack.",
  },
  "certificate-number.exhausted": {
    says: (f) => `The ${f.width} figures of the certificate number are used up`,
    cure: () => "Set a longer pattern in the rule pack.",
  },
  "renewal.not-yet": {
    says: (f) => `Too early: renewal opens on ${day("en", f.opensOn)}`,
    cure: (f) => `Apply between ${day("en", f.opensOn)} and ${day("en", f.validToOn)}.`,
  },
  "renewal.too-late": {
    says: (f) => `The certificate ran out on ${day("en", f.validToOn)} and cannot be renewed`,
    cure: () => "Make a first application.",
  },
  "certificate.none": {
    says: () => "Holds no enforcement certificate",
    cure: () => "The unit applies once qualified; it counts when collected.",
  },
  "certificate.other-unit": {
    says: () => "The certificate held is another unit's",
    cure: () => "After a transfer: hand it in, and this unit applies.",
  },
  "certificate.other-field": {
    says: (f) => `The certificate does not cover ${fieldName("en", String(f.field))}`,
    cure: () => "Pass that field's special examination and apply for a change.",
  },
  "certificate.to-collect": {
    says: () => "The certificate has not been collected",
    cure: () => "It counts once collection is recorded.",
  },
  "certificate.suspended": {
    says: (f) =>
      f.lost
        ? "The certificate is suspended and reported lost"
        : "The certificate is suspended: no enforcing meanwhile",
    cure: () => "The issuing authority decides on its restoration.",
  },
  "certificate.lost": {
    says: () => "The certificate is reported lost",
    cure: () => "Report its recovery, or have it cancelled and reissued.",
  },
  "certificate.expired": {
    says: (f) => `The certificate ran out on ${day("en", f.validToOn)}`,
    cure: () => "The unit applies anew.",
  },
  "certificate.cancelled": {
    says: () => "The certificate was cancelled",
    cure: () => "The unit applies anew.",
  },
  "certificate.revoked": {
    says: () => "The certificate was revoked",
    cure: () => "The unit may apply anew when the ban has ended.",
  },
  "certificate.annulled": {
    says: () => "The certificate was annulled and never valid",
    cure: () => "The unit may apply anew when the conditions are met.",
  },
  "certificate.replaced": { says: () => "The certificate was replaced", cure: () => "Use the new one." },
  "certificate.voided": {
    says: () => "The certificate was voided before it was collected",
    cure: () => "The unit applies anew.",
  },
  "ministry-card.expired": {
    says: (f) => `The filed ministry card ran out on ${day("en", f.validToOn)}`,
    cure: () => "Renew it with the ministry and file it again.",
  },
  "ministry-card.other-field": {
    says: (f) => `The ministry card does not cover ${fieldName("en", String(f.field))}`,
    cure: () => "The unit applies for an enforcement certificate.",
  },
  "ministry-card.not-begun": {
    says: (f) => `The filed ministry card is valid from ${day("en", f.validFromOn)}`,
    cure: () => "Nobody enforces before its first day.",
  },
  "ministry-card.not-filed": {
    says: () => "The ministry card has not been filed",
    cure: () => "The unit files it with the justice department; it counts once accepted.",
  },
  "certificate.held-elsewhere": {
    says: (f) => `Holds another unit's certificate that has not been cancelled, number ${f.number}`,
    cure: () => "The former unit takes it back and has it cancelled first.",
  },
  "certificate.held-already": {
    says: (f) => `Already holds this unit's certificate, number ${f.number}`,
    cure: () => "Apply for renewal near its end, or for reissue or change.",
  },
  "application.nothing-to-replace": {
    says: (f) => `There is no certificate for this: ${word(e.kinds, f.kind).toLowerCase()}`,
    cure: () => "Make a first application.",
  },
  "application.live-exists": {
    says: () => "An application of the same type is under way",
    cure: () => "Let it end, or withdraw it first.",
  },
  "application.step-impossible": {
    says: (f) =>
      `The application is now: ${word(e.states, f.state).toLowerCase()}. This step is not possible`,
    cure: () => "Reload the page and go by what it is now.",
  },
  "application.not-your-turn": {
    says: (f) => `It is now with ${word(e.reviewers, f.role)} (${word(e.levels, f.level)})`,
    cure: () => "Wait for that step.",
  },
  "application.own": {
    says: () => "Nobody reviews or issues their own application",
    cure: () => "Someone else does this.",
  },
  "application.submitted-by-you": {
    says: () => "You submitted this application: you can neither review nor issue it",
    cure: () => "Someone else does this.",
  },
  "application.reviewed-by-you": {
    says: () => "You reviewed this application at an earlier step; each step is taken by a different person",
    cure: () => "Someone else does this.",
  },
  "application.defects-missing": {
    says: () => "A return must name what to put right",
    cure: () => "One defect a line, all of them.",
  },
  "application.citation-missing": {
    says: () => "A refusal must give its reason and source",
    cure: () => "Name the instrument and the article.",
  },
  "certificate.old-one-withheld": {
    says: (f) => `The certificate to be replaced is ${word(e.status, f.status).toLowerCase()}`,
    cure: () => "Decide first on its restoration, recovery or cancellation.",
  },
  "certificate.statement-missing": {
    says: () => "The holder's statement is not recorded",
    cure: () => "Hear the holder first; if the statement was waived or the holder not reached, record that.",
  },
  "certificate.statement-empty": { says: () => "Say what was stated, or why nothing could be heard" },
  "certificate.statement-in-future": {
    says: (f: Facts) => `The statement's date, ${day("en", f.on)}, has not come yet`,
  },
  "certificate.loss-notice-missing": {
    says: () => "A certificate is cancelled for loss only after the loss was published",
    cure: () => "Say where and when it was published.",
  },
  "service.not-a-decision": { says: () => "This is no decision, so there is nothing to serve" },
  "service.before-decision": {
    says: (f: Facts) => `It was served before it was decided on ${day("en", f.decidedOn)}`,
  },
  "service.in-future": { says: () => "The day of service has not come yet" },
  "service.receiver-missing": { says: () => "Enter who received it" },
  "decision-review.closed": { says: () => "Somebody has reviewed this already" },
  "decision-review.own": {
    says: () => "Whoever issued or holds the certificate does not review the decision",
    cure: () => "Another person reviews it.",
  },
  "decision-review.note-missing": { says: () => "Give the reasons of the review" },
  "ministry-card.known": {
    says: (f) => `Card ${f.number} of ${f.ministry} has been filed already`,
    cure: () => "See the list of ministry cards.",
  },
  "ministry-card.decided": {
    says: () => "This filing has been decided",
    cure: () => "See the list of ministry cards.",
  },
  "ministry-card.filed-by-you": {
    says: () => "You filed it: somebody else decides",
    cure: () => "Ask a colleague.",
  },
  "ministry-card.own": {
    says: () => "Nobody decides on the filing of their own card",
    cure: () => "Ask a colleague.",
  },
  "ministry-card.opinion-missing": { says: () => "Enter the reason" },
  "ministry-card.scan-missing": {
    says: () => "There is no picture of the card",
    cure: () => "Add a photo or PDF of it.",
  },
  "ministry-card.days": {
    says: (f) => `Its first day, ${day("en", f.validFromOn)}, is after its last, ${day("en", f.validToOn)}`,
    cure: () => "Enter the dates as they stand on the card.",
  },
  "ministry-card.refused-before": {
    says: () => "The filing of this card was refused for good",
    cure: () => "Once the ministry has renewed the card, file the new one.",
  },
  "ministry-card.not-returned": {
    says: () => "This filing is not waiting to be mended",
    cure: () => "See the list of ministry cards.",
  },
  "ministry-card.not-in-force": { says: () => "This card is not on file" },
  "ministry-card.end-ahead": {
    says: (f) => `${day("en", f.endedOn)} has not come yet`,
    cure: () => "Enter the day on which the ministry ended it.",
  },
  "outside-ban.missing": { says: (f: Facts) => `Enter: ${word(outsideFieldsEn, f.field)}` },
  "outside-ban.days": { says: () => "The last day is before the first" },
  "outside-ban.known": {
    says: (f: Facts) =>
      `Decision ${f.decisionNumber} of ${f.authority} about this person is recorded already`,
    cure: () => "Look for it in the register of bans.",
  },
  "outside-ban.decided": {
    says: () => "Somebody has dealt with this already",
    cure: () => "See where it stands in the register of bans.",
  },
  "outside-ban.same-person": {
    says: () => "Whoever recorded a ban cannot confirm it",
    cure: () => "Another person confirms it.",
  },
  "outside-ban.not-in-force": { says: () => "This ban is not in force" },
  "outside-ban.reason-missing": { says: () => "Enter the basis for lifting it" },
  "certificate.proposal-open": {
    says: () => "A decision is already waiting for approval",
    cure: () => "Approve it, refuse it or take it back first.",
  },
  "certificate.ground-unknown": {
    says: (f) => `Choose the ground of the ${word(e.acts, f.act).toLowerCase()}`,
  },
  "certificate.decision-number-missing": { says: () => "Enter the decision number" },
  "certificate.legal-basis-missing": { says: () => "Enter the legal basis" },
  "certificate.own": {
    says: () => "Nobody decides about their own certificate",
    cure: () => "Someone else does this.",
  },
  "certificate.proposal-decided": {
    says: () => "This decision has already been dealt with",
    cure: () => "Reload the page to see the result.",
  },
  "certificate.same-person": {
    says: () => "Proposer and approver must be different people",
    cure: () => "Let another person approve it.",
  },
  "paper.glyph-missing": {
    says: (f) => `No font of ours draws these characters: ${f.characters}`,
    cure: () => "Ask the system administrator to add them, then issue.",
  },
  "paper.text-too-long": {
    says: (f) => `Too long for the document: ${f.places}`,
    cure: () => "Check the names of person and unit.",
  },
  "paper.page-overfull": {
    says: () => "Not everything fits on the page",
    cure: () => "Check the names of person and unit.",
  },
  "paper.photo-unusable": {
    says: () => "The registered photograph cannot be printed",
    cure: () => "Upload a JPEG or PNG portrait again.",
  },
  "paper.template-unknown": {
    says: () => "The document's template was not found",
    cure: () => "Tell the system administrator.",
  },
  "paper.qr-too-long": {
    says: (f) => `The code holds ${f.bytes} bytes; more than ${f.most} can hardly be scanned from paper`,
    cure: () => "The system administrator shortens the address in PUBLIC_URL.",
  },
  "issuance-run.nothing": {
    says: () => "There is no application that you may issue",
    cure: () => "Applications appear on the issuing page when every review has approved them.",
  },
  "issuance-run.too-many": {
    says: (f) => `At most ${f.most} are issued together`,
    cure: () => "Issue a part of them first.",
  },
  "issuance-run.decision-missing": {
    says: () => "The decision number is missing",
    cure: () => "Enter it, one for the whole batch.",
  },
  "issuance-run.line-failed": {
    says: () => "The system failed on this one; it was not issued",
    cure: () => "Issue it again on the issuing page.",
  },
  "signing.unconfigured": {
    says: () => "No signing certificate is set up: nothing can be issued",
    cure: () => "The system administrator sets CHIZHENG_SIGNING_FILE and CHIZHENG_SIGNING_PASSWORD.",
  },
  "signing.file-missing": {
    says: () => "The file of the signing certificate is not there: nothing can be issued",
    cure: () => "The system administrator checks CHIZHENG_SIGNING_FILE.",
  },
  "signing.not-a-key-file": {
    says: () => "The file of the signing certificate is no whole PKCS #12 file: nothing can be issued",
    cure: () => "The system administrator puts a .p12 or .pfx file in its place.",
  },
  "signing.password-wrong": {
    says: () => "The password does not open the file of the signing certificate: nothing can be issued",
    cure: () => "The system administrator checks CHIZHENG_SIGNING_PASSWORD.",
  },
  "signing.key-missing": {
    says: () => "The signing file holds no private key, or no certificate for it: nothing can be issued",
    cure: () => "The system administrator exports it again together with its key.",
  },
  "signing.algorithm-unknown": {
    says: () =>
      "The signing key is neither RSA (2,048 bits or more) nor P-256 nor SM2: nothing can be issued",
    cure: () => "The system administrator takes a certificate with a key of one of these kinds.",
  },
  "signing.not-for-signing": {
    says: () => "This certificate is not meant for signing: nothing can be issued",
    cure: () =>
      "The system administrator takes one whose key usage names digital signature or non-repudiation.",
  },
  "signing.not-yet-valid": {
    says: (f) => `The signing certificate is valid from ${day("en", f.fromOn)} only: nothing can be issued`,
    cure: () => "Issue from that day on, or let the system administrator put in one that is valid.",
  },
  "signing.expired": {
    says: (f) => `The signing certificate ended on ${day("en", f.untilOn)}: nothing can be issued`,
    cure: () => "The system administrator puts in a new one; what was issued stays verifiable.",
  },
};

export const certificationRefusals = { "zh-CN": zh, en };
