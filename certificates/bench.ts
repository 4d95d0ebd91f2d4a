import { renderCertificate } from "./render";
import type { CertificateView } from "./view";

/** Certificates per second on the calling thread, fonts already parsed, each for another holder. */
export async function benchCertificates(seconds: number): Promise<number> {
  for (let n = 0; n < 20; n++) await renderCertificate(sample(n));

  const start = performance.now();
  let made = 0;
  while (performance.now() - start < seconds * 1000) {
    await renderCertificate(sample(made));
    made += 1;
  }
  return made / ((performance.now() - start) / 1000);
}

/** Different characters each time, so that no cache of drawn texts can flatter the figure. */
function sample(n: number): CertificateView {
  const name = String.fromCodePoint(
    0x4e00 + ((n * 37) % 20000),
    0x4e00 + ((n * 101) % 20000),
    0x4e00 + ((n * 7) % 20000),
  );
  const number = String(90170000000 + n);
  const verifyCode = `7KQ2-M9XD-${String(n % 10000).padStart(4, "0")}`;
  return {
    templateId: "enforcement-a4",
    templateVersion: 1,
    jurisdiction: "临湖区",
    title: "行政执法证件登记证明",
    holderName: name,
    unit: "临湖区城市管理局",
    number,
    field: "城市管理",
    validFrom: "2023年5月18日",
    validTo: "2028年5月17日",
    issuer: "临湖区人力资源和社会保障局",
    issuedOn: "2023年5月18日",
    verifyUrl: `https://zheng.linhu.example/v/${verifyCode}`,
    verifyCode,
    notices: [
      "本证明由临湖区人力资源和社会保障局核发，以登记信息为准，可扫码核验。执法时应当出示执法证件，本证明不代替证件使用。",
    ],
    registerEntry: {
      number,
      holder: { name, unit: "临湖区城市管理局" },
      validFrom: "2023-05-18",
      validTo: "2028-05-17",
    },
    documentId: `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`,
    createdAt: new Date(Date.UTC(2023, 4, 18)),
  };
}
