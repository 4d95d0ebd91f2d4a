import type { Catalogue } from "./text";

/** Admission tickets, room lists and sign-in sheets: where they are fetched. */
const zh = {
  ticket: { link: "下载准考证", all: "打印准考证", one: "准考证" },
  title: "考务材料",
  lede: "PDF 文件，A4 纸。准考证一人一页；名单和签到表每个考场单独分页。下载记入审计记录。",
  allRooms: "全部考场",
  doorList: "门贴名单",
  signInSheet: "签到表",
  tickets: "准考证",
  without: (n: number) => `${n} 人尚未编座，不在名单和签到表上；准考证上的考场为“未编排”。`,
};

const en: typeof zh = {
  ticket: { link: "Admission ticket", all: "Print the tickets", one: "Ticket" },
  title: "Papers for the day",
  lede: "PDF on A4. A page for each ticket; lists and sign-in sheets begin a new page for each room. Downloads are recorded.",
  allRooms: "All rooms",
  doorList: "List for the door",
  signInSheet: "Sign-in sheet",
  tickets: "Tickets",
  without: (n) =>
    `${n} ${n === 1 ? "candidate has" : "candidates have"} no seat yet: not on lists and sheets, and with no room on the ticket.`,
};

export const examPapersText: Catalogue<typeof zh> = { "zh-CN": zh, en };

/** What is printed on them: Chinese whoever asks, as every paper of the house. */
export const onExamPapers = {
  ticket: {
    title: "准考证",
    number: (number: string) => `准考证号 ${number}`,
    name: "姓　　名",
    identityNumber: "身份证件号码",
    unit: "工作单位",
    kind: "考试类别",
    date: "考试日期",
    times: "考试时间",
    timesOf: (from: string, to: string, minutes: number) => `${from}—${to}，答题 ${minutes} 分钟`,
    entry: "截止入场",
    entryAt: (time: string, minutes: number) => `${time}（开考后 ${minutes} 分钟）`,
    room: "考场",
    seat: "座位号",
    noRoom: "未编排",
    noSeat: "—",
    photo: "贴照片处",
    photoOf: (name: string) => `${name}的照片`,
    notes: "考生须知",
    lines: (entry: string) => [
      "凭本证和有效身份证件原件入场，对号入座，并在签到表上签名。",
      `请提前到场；${entry} 以后不得入场。`,
      "手机等通信工具关机，与书籍、资料一起放在指定位置。答题不需要纸笔。",
      "考试在电脑上进行，用本人账号登录，请记住登录名和密码。时间以服务器为准，到时自动收卷。",
      "考试前可登录系统，在“我的考试”中检查设备，做一次考试演练。",
      "考试中遇到断网、死机等情况，请举手告知监考人员，不要离开座位；已保存的答案不会丢失。",
    ],
    foot: (holder: string) => `主办：${holder}`,
    fileName: (name: string) => `准考证-${name}.pdf`,
    allName: (exam: string) => `准考证-${exam}.pdf`,
  },
  list: {
    door: (room: string) => `${room}　考生名单`,
    sign: (room: string) => `${room}　签到表`,
    facts: (date: string, from: string, to: string, entry: string, people: number) =>
      `${date}　${from}—${to}　${entry} 截止入场　共 ${people} 人`,
    seat: "座位号",
    name: "姓名",
    unit: "工作单位",
    signature: "本人签名",
    remark: "备注",
    counts: (people: number) =>
      `应到 ${people} 人　　实到 ________ 人　　缺考 ________ 人　　违纪 ________ 人`,
    invigilator: (name: string) => (name === "" ? "监考人员（签名）" : `监考人员 ${name}（签名）`),
    page: (number: number, of: number) => `第 ${number} 页，共 ${of} 页`,
    doorName: (exam: string) => `考生名单-${exam}.pdf`,
    signName: (exam: string) => `签到表-${exam}.pdf`,
  },
  gap: "〓：该字字库暂缺，以人员名册为准。",
};
