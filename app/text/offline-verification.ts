import type { Catalogue } from "./text";

/** Checking a code without a network: said by a page that may be hours away from the register. */
const zh = {
  title: "离线核验",
  appName: "证件离线核验",
  appShortName: "离线核验",
  lede: "没有网络时，用证件上的二维码核对证件是否由本机关核发，并查看上次联网取得的状态。",
  noScriptTitle: "这一页需要脚本",
  noScript: "请改用在线核验：",
  online: "在线核验",
  readiness: {
    starting: "正在取得公钥和状态数据……",
    kept: "已准备好：断网后打开这一页仍可核验。",
    once: "现在可以核验。浏览器不能保存这一页（需要 https 地址），断网后请不要关闭它。",
    failed: "没有取得公钥，暂时不能核验。请联网后重新打开本页。",
  },
  age: {
    now: "状态数据刚刚取得",
    minutes: (n: number) => `状态数据取于 ${n} 分钟前`,
    hours: (n: number) => `状态数据取于 ${n} 小时前`,
    days: (n: number) => `状态数据取于 ${n} 天前`,
    none: "没有状态数据",
  },
  code: "二维码内容",
  codeHint: "扫码所得的全部文字，以 https 开头，含 # 号。",
  picture: "二维码照片",
  pictureHint: "拍摄或选择二维码的照片。照片不上传。",
  camera: "用摄像头扫码",
  stopCamera: "停止扫码",
  cameraRefused: "没有允许本页使用摄像头。在浏览器的网站设置中允许后再试，或者选择照片、粘贴文字。",
  cameraMissing: "没有找到摄像头，请选择照片或粘贴文字。",
  cameraFailed: "摄像头不可用，请选择照片或粘贴文字。",
  noCodeInPicture: "照片里没有读到二维码，请靠近、对正后重拍。",
  name: "证件上的姓名",
  nameHint: "填写后一并核对。二维码里没有姓名原文。",
  submit: "核验",
  found: {
    unreadable: {
      title: "这不是证件的二维码内容",
      text: "须为完整的文字，含 # 号及其后部分。",
    },
    "not-issued-here": {
      title: "不是本机关核发",
      text: "这里的公钥都没有签过它。若证件是最近核发的，请联网打开本页取得新的公钥后再核验。",
    },
    altered: { title: "内容被改动过", text: "签名与内容不符，不能作为依据。" },
    ended: {
      title: "是本机关核发，但已经终止",
      text: "状态数据显示它已被注销、吊销、撤销、换发或者作废，不得用于执法。",
    },
    held: {
      title: "是本机关核发，但现在不能使用",
      text: "状态数据显示它已暂扣、挂失或者尚未领取，不得用于执法。",
    },
    after: { title: "是本机关核发，但已过有效期", text: "不得用于执法。" },
    before: { title: "是本机关核发，但还未到有效期", text: "现在不得用于执法。" },
    clear: { title: "是本机关核发，取得数据时没有终止或暂停", text: "此后是否变化，要联网才知道。" },
    unknown: { title: "是本机关核发，现在的状态不明", text: "没有能查到它的状态数据，请联网核验。" },
    stale: {
      title: "是本机关核发，但状态数据太旧",
      text: "状态数据已超过一天，不能说明现在的状态。请联网核验。",
    },
    "other-name": { title: "姓名不符", text: "这个二维码不是为所填姓名核发的，请核对姓名的写法。" },
  },
  facts: {
    label: "二维码所载",
    number: "证件编号",
    valid: "有效期",
    name: "姓名",
    names: { matches: "与所填一致", differs: "与所填不一致", "not-typed": "未填，请与证件上的姓名核对" },
  },
  notAGate: "本页只供核对，不代替在线核验，也不是能否执法的依据。能联网时请以在线核验结果为准。",
};

const en: typeof zh = {
  title: "Check without a network",
  appName: "Certificate check without a network",
  appShortName: "Offline check",
  lede: "Without a network, the code on a certificate shows whether it was issued here, and what its status was when this page last had a connection.",
  noScriptTitle: "This page needs scripts",
  noScript: "Check online instead:",
  online: "Check online",
  readiness: {
    starting: "Fetching public keys and status lists …",
    kept: "Ready: this page can be opened and used without a network.",
    once: "Ready to check. Your browser cannot keep this page (that takes an https address): leave it open when the network goes.",
    failed:
      "The public keys could not be fetched, so nothing can be checked. Connect and open this page again.",
  },
  age: {
    now: "The status lists were fetched just now",
    minutes: (n) => `The status lists are ${n} ${n === 1 ? "minute" : "minutes"} old`,
    hours: (n) => `The status lists are ${n} ${n === 1 ? "hour" : "hours"} old`,
    days: (n) => `The status lists are ${n} ${n === 1 ? "day" : "days"} old`,
    none: "There are no status lists",
  },
  code: "Text of the code",
  codeHint: "All that a scan gives: it begins with https and has a # in it.",
  picture: "Photograph of the code",
  pictureHint: "Take or choose a photograph of the square code. It is not uploaded.",
  camera: "Scan with the camera",
  stopCamera: "Stop scanning",
  cameraRefused:
    "This page may not use the camera. Allow it in the browser's settings for this site and try again, choose a photograph or paste the text.",
  cameraMissing: "No camera was found. Choose a photograph or paste the text.",
  cameraFailed: "The camera cannot be used. Choose a photograph or paste the text.",
  noCodeInPicture: "No code was found in the photograph. Take it again, closer and straight.",
  name: "Name on the certificate",
  nameHint: "It is compared too, if given. The code does not hold the name itself.",
  submit: "Check",
  found: {
    unreadable: {
      title: "This is not the code of a certificate",
      text: "It must be the whole text, with the # and what follows.",
    },
    "not-issued-here": {
      title: "Not issued here",
      text: "None of the public keys here signed it. If it was issued recently, open this page with a connection to fetch new keys, and check again.",
    },
    altered: { title: "It was altered", text: "The signature does not fit the content; do not rely on it." },
    ended: {
      title: "Issued here, but ended",
      text: "By the status lists it was cancelled, revoked, annulled, replaced or voided. It may not be used to enforce.",
    },
    held: {
      title: "Issued here, but not to be used at present",
      text: "By the status lists it is suspended, reported lost or not yet collected. It may not be used to enforce.",
    },
    after: { title: "Issued here, but expired", text: "It may not be used to enforce." },
    before: { title: "Issued here, but not valid yet", text: "It may not be used to enforce for now." },
    clear: {
      title: "Issued here; neither ended nor stopped when the lists were fetched",
      text: "Only a connection shows what happened since.",
    },
    unknown: {
      title: "Issued here; its status now is not known",
      text: "There is no status list that covers it. Check online.",
    },
    stale: {
      title: "Issued here, but the status lists are too old",
      text: "They are more than a day old and say nothing about now. Check online.",
    },
    "other-name": {
      title: "Another name",
      text: "This code was not issued for the name you typed. Check how the name is written.",
    },
  },
  facts: {
    label: "What the code says",
    number: "Number",
    valid: "Valid",
    name: "Name",
    names: {
      matches: "the same as typed",
      differs: "not the one typed",
      "not-typed": "not typed: compare it with the certificate",
    },
  },
  notAGate:
    "This page is for comparison. It does not replace checking online and does not decide whether somebody may enforce: with a connection, go by the online check.",
};

export const offlineVerificationText: Catalogue<typeof zh> = { "zh-CN": zh, en };
