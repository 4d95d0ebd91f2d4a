import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import { renderCertificate } from "./render";
import type { Signing } from "./sign";
import type { CertificateView } from "./view";

/** Certificates per second on the calling thread, fonts already parsed, each for another holder. */
export async function benchCertificates(seconds: number, signing?: Signing): Promise<number> {
  for (let n = 0; n < 20; n++) await renderCertificate(benchView(n), signing);

  const start = performance.now();
  let made = 0;
  while (performance.now() - start < seconds * 1000) {
    await renderCertificate(benchView(made), signing);
    made += 1;
  }
  return made / ((performance.now() - start) / 1000);
}

/** A4 with a photograph, an address with a proof, and different characters each time: no cache of texts can flatter it. */
export function benchView(n: number): CertificateView {
  const name = String.fromCodePoint(
    0x4e00 + ((n * 37) % 20000),
    0x4e00 + ((n * 101) % 20000),
    0x4e00 + ((n * 7) % 20000),
  );
  const number = String(90170000000 + n);
  const verifyCode = `7KQ2-M9XD-4RTH-7KQ2-${String(n % 10000).padStart(4, "0")}`;
  return {
    templateId: "enforcement-a4",
    templateVersion: 2,
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
    qrText: `https://zheng.linhu.example/v/${verifyCode.replaceAll("-", "")}#${randomBytes(93).toString("base64url")}`,
    verifyCode,
    notices: [
      "本证明由临湖区人力资源和社会保障局核发，以登记信息为准，可扫码核验。执法时应当出示执法证件，本证明不代替证件使用。",
    ],
    photo: PORTRAIT,
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

/** As large as what the app keeps of a portrait: a PNG of 358 × 441 with a slow gradient. */
const PORTRAIT = portrait(358, 441);

function portrait(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width * 3; x++) rows[y * (width * 3 + 1) + 1 + x] = (x + y) >> 3;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Readers of paper do not look at the checksums. */
function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
}
