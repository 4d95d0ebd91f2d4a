/** The demo district's accounts, whose password is published: production refuses to start with any of them. */

export const demoPassword = "Linhu-demo-2026";

/** `role` is what the first page of a tour says: who this is, in both languages. */
export type DemoAccount = { login: string; password: string; role: string };

const account = (login: string, role: string): DemoAccount => ({ login, password: demoPassword, role });

/** Every other enforcement unit has its three accounts too, named likewise: `transport-hr`, `shiqiao-legal`, … */
export const demoAccounts: DemoAccount[] = [
  account("personnel", "组织人事部门，核发证件  Personnel department: issues certificates"),
  account("personnel2", "组织人事部门，第二人  Personnel department: the second of two people"),
  account("legal", "区司法局（法制机构）  Legal affairs: exams, study audit, reviews"),
  account("legal2", "区司法局，第二人  Legal affairs: a colleague"),
  account("congress", "人大常委会任免工作机构  Appointments office of the people's congress"),
  account("author", "命题人：起草试题  Question author: drafts questions"),
  account("reviewer", "审题人：审定并发布试题  Question reviewer: publishes what others drafted"),
  account(
    "invigilator",
    "监考人员：看板、加时、暂停、违纪登记  Invigilator: watches the exam that is open now",
  ),
  account("urban-hr", "城市管理局人事  Urban management: personnel officer"),
  account("urban-legal", "城市管理局法制审核  Urban management: legal reviewer"),
  account("urban-training", "城市管理局学法管理  Urban management: training officer"),
  account("market-hr", "市场监督管理局人事  Market regulation: personnel officer"),
  account("market-legal", "市场监督管理局法制审核  Market regulation: legal reviewer"),
  account("market-training", "市场监督管理局学法管理  Market regulation: training officer"),
  account("auditor", "审计查阅  Auditor: reads everything, changes nothing"),
  account("sysadmin", "系统管理员  System administrator"),
  account("secadmin", "安全管理员  Security administrator"),
  account("auditadmin", "审计管理员  Audit administrator"),
  account("officer", "持证执法人员  Certified officer on a post"),
  account("candidate", "应考人员，可以开考  Candidate: an exam is open now"),
  account("leader", "领导干部，每月一法  Leading cadre: a law every month"),
  account("contract", "劳务派遣人员，待清理  Dispatched worker found on an enforcement post"),
];

/** What the district's case system sends as `Authorization: Bearer …` to /api/v1/eligibility. */
export const demoApiKey = "demo-linhu-case-system-2026";
