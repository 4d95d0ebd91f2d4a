import type { CertificateView } from "../../certificates/view";

/** As long as they come: address and proof together. */
export const SAMPLE_QR = `https://zheng.linhu.example/v/7KQ2M9XD4RTH7KQ2M9XD#${"Ab3-_9Zk".repeat(18)}`.slice(
  0,
  200,
);

/** A certificate that prints; everyone on it is invented. */
export function sampleView(changes: Partial<CertificateView> = {}): CertificateView {
  return {
    templateId: "enforcement-a4",
    templateVersion: 1,
    jurisdiction: "临湖区",
    title: "行政执法证件登记证明",
    holderName: "许文竹",
    unit: "临湖区城市管理局",
    number: "90170030218",
    field: "城市管理",
    validFrom: "2023年5月18日",
    validTo: "2028年5月17日",
    issuer: "临湖区人力资源和社会保障局",
    issuedOn: "2023年5月18日",
    verifyUrl: "https://zheng.linhu.example/v/7KQ2-M9XD-4RTH",
    verifyCode: "7KQ2-M9XD-4RTH",
    notices: [
      "本证明由临湖区人力资源和社会保障局核发，以登记信息为准，可扫码核验。执法时应当出示执法证件，本证明不代替证件使用。",
    ],
    registerEntry: { number: "90170030218", holder: { unit: "临湖区城市管理局", name: "许文竹" } },
    documentId: "0195d3a0-0000-7000-8000-000000000001",
    createdAt: new Date("2023-05-18T01:02:03Z"),
    ...changes,
  };
}
