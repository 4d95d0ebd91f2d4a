import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { verificationCode } from "../../app/certification/number.ts";
import type { RegisterEntry } from "../../app/certification/register-entry.ts";
import { fictitiousIdentityNumber } from "../../app/personnel/identity-number.ts";
import { sealIdentityNumber } from "../../app/personnel/identity-vault.server.ts";
import { randomFrom } from "../../app/questions/random.ts";

// An invented register of any size, written past the verbs: names with the frequencies of real ones, a tree of three
// hundred units, one in five on a post and three in ten with a certificate. Numbers are fictitious and unique.

const BIG =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常";
const SMALL =
  "汤康易乔赖文庞樊兰殷施洪翟安颜倪季牛温芦梅童葛章霍申关俞柯祝毕左焦房宁辛管柳路齐岳解阎阮甘鲍裘宫费纪舒屈项盛詹米柴卜涂凌单车沙游耿时靳佟桂苗祁鲁骆成欧邢卓穆娄冀简饶危闵敖麻蓝席苟冉窦缪郎";
const COMPOUND = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟"];
const GIVEN =
  "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文国志海晓小春雪梅兰云飞鹏宇浩佳慧琳婷欣怡梓涵子轩博一鸣天宏兴德胜永福祥瑞安宁康乐思源新民启航振东南北立成龙虎鹤峰山川江河林森木石金银铁钢庆生长青松柏竹菊荷莲月星辰光辉煌耀灿然若岚诗雅韵琴棋书画仁义礼信忠孝廉正方圆和谐";
const RARE = ["㛃", "䶮", "𬭚", "𬍡", "堃", "喆", "犇", "淼"];
const DISTANT = ["阿卜杜拉·买买提", "买买提·吐尔逊", "古丽·阿依努尔", "才让·多杰", "巴特尔·苏和"];
const IDENTITIES = [
  "civil-servant",
  "civil-servant",
  "civil-servant-equivalent",
  "public-institution",
  "contract",
  "auxiliary",
];

const TABLES = {
  person: ["id", "created_at"],
  person_name: ["id", "fact_id", "person_id", "name", "from_on", "to_on", "recorded_at"],
  identity_number: [
    "id",
    "person_id",
    "cipher",
    "cipher_key_id",
    "index_hash",
    "last_four_hash",
    "index_key_id",
    "recorded_at",
  ],
  employment: [
    "id",
    "fact_id",
    "person_id",
    "unit_id",
    "relation",
    "identity",
    "status",
    "title",
    "from_on",
    "recorded_at",
  ],
  study_category: ["id", "fact_id", "person_id", "category", "from_on", "recorded_at"],
  certificate: [
    "id",
    "person_id",
    "unit_id",
    "certificate_type",
    "field",
    "number",
    "valid_from_on",
    "valid_to_on",
    "public_token",
    "register_entry",
    "template_id",
    "template_version",
    "pack_version_id",
    "issued_at",
  ],
  certificate_document: ["id", "certificate_id", "layout", "file_hash", "bytes", "created_at"],
  certificate_act: ["id", "certificate_id", "act", "effective_at", "recorded_at"],
  assignment: [
    "id",
    "fact_id",
    "position_id",
    "person_id",
    "from_on",
    "inherited",
    "decision",
    "recorded_at",
  ],
} as const;
type TableName = keyof typeof TABLES;

/** Who holds a certificate: three in ten, or everybody. */
export type Certified = "some" | "all";

/** The verification code of the certificate of the nth person, if they have one. */
export const codeOf = (n: number) =>
  verificationCode(createHash("sha256").update(`certificate ${n}`).digest());

/** Fills the empty tables of a register; answers whose name a search is to find. Takes about a minute for 100,000. */
export async function loadRegister(
  superuserUrl: string,
  folder: string,
  people: number,
  leafIds: string[],
  positions: Map<string, string>,
  certified: Certified = "some",
): Promise<{ fullName: string }> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { id: packVersionId } = (await client.query("SELECT id FROM rule_pack_version LIMIT 1")).rows[0];
    const files = writeFiles(folder, people, leafIds, positions, packVersionId, certified);
    // Nothing checks foreign keys or fires while rows that are known to fit stream in; indexes are made afterwards.
    await client.query("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'");
    const remake = await dropIndexes(client);
    for (const [table, columns] of Object.entries(TABLES))
      await client.query(`COPY ${table} (${columns.join(", ")}) FROM '${files.pathOf(table as TableName)}'`);
    for (const sql of remake) await client.query(sql);
    await client.query("ANALYZE; CHECKPOINT");
    await client.query("VACUUM (ANALYZE)");
    return { fullName: files.fullName };
  } finally {
    await client.end();
    for (const table of Object.keys(TABLES)) fs.rmSync(path.join(folder, `${table}.copy`), { force: true });
  }
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const tables = Object.keys(TABLES);
  const constraints = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'x' AND conrelid::regclass::text = ANY($1)`,
    [tables],
  );
  const indexes = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i
     WHERE i.schemaname = 'public' AND i.tablename = ANY($1)
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`,
    [tables],
  );
  for (const { table, name } of constraints.rows)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  for (const { name } of indexes.rows) await client.query(`DROP INDEX "${name}"`);
  return [
    ...constraints.rows.map((c) => `ALTER TABLE ${c.table} ADD CONSTRAINT "${c.name}" ${c.definition}`),
    ...indexes.rows.map(({ definition }) => definition),
  ];
}

function writeFiles(
  folder: string,
  people: number,
  leafIds: string[],
  positions: Map<string, string>,
  packVersionId: string,
  certified: Certified,
) {
  const source = randomFrom(`register of ${people}`);
  const random = () => source() / 2 ** 32;
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const pathOf = (table: TableName) => path.join(folder, `${table}.copy`);
  const open = Object.fromEntries(
    Object.keys(TABLES).map((table) => [table, fs.openSync(pathOf(table as TableName), "w", 0o644)]),
  ) as Record<TableName, number>;
  const lines = Object.fromEntries(Object.keys(TABLES).map((table) => [table, [] as string[]])) as Record<
    TableName,
    string[]
  >;
  const flush = () => {
    for (const table of Object.keys(TABLES) as TableName[]) {
      if (lines[table].length > 0) fs.writeSync(open[table], `${lines[table].join("\n")}\n`);
      lines[table] = [];
    }
  };
  const add = (table: TableName, ...row: string[]) => lines[table].push(row.join("\t"));
  const big = [...BIG];
  const small = [...SMALL];
  const given = [...GIVEN];
  const surname = () => {
    const chance = random();
    if (chance < 0.005) return pick(COMPOUND);
    // Squared: the first surnames of the list are by far the commonest.
    return chance < 0.9 ? big[Math.floor(random() ** 2 * big.length)]! : pick(small);
  };
  const givenPart = () =>
    random() < 0.002 ? pick(RARE) : given[Math.floor(random() ** 1.5 * given.length)]!;
  const nameOf = () =>
    random() < 0.01 ? pick(DISTANT) : surname() + givenPart() + (random() < 0.8 ? givenPart() : "");
  const at = "2024-01-02 08:00:00+08";
  const bytes = (value: Uint8Array) => `\\\\x${Buffer.from(value).toString("hex")}`;
  let fullName = "";
  for (let n = 0; n < people; n += 1) {
    const id = uuid(random);
    const unitId = pick(leafIds);
    const name = nameOf();
    if (n === Math.floor(people / 2)) fullName = name;
    add("person", id, at);
    const renamed = random() < 0.01;
    if (renamed) add("person_name", uuid(random), uuid(random), id, nameOf(), "1900-01-01", "2020-05-01", at);
    add(
      "person_name",
      uuid(random),
      uuid(random),
      id,
      name,
      renamed ? "2020-05-01" : "1900-01-01",
      "\\N",
      at,
    );
    const sealed = sealIdentityNumber(
      fictitiousIdentityNumber(n % 499, birthOf(Math.floor(n / 499)), "male"),
    );
    add(
      "identity_number",
      uuid(random),
      id,
      bytes(sealed.cipher),
      sealed.cipherKeyId,
      bytes(sealed.indexHash),
      bytes(sealed.lastFourHash),
      sealed.indexKeyId,
      at,
    );
    const identity = pick(IDENTITIES);
    const status = random() < 0.08 ? "retired" : "in-post";
    const job = [uuid(random), uuid(random), id, unitId, "home", identity, status, "\\N", "2019-03-01", at];
    add("employment", ...job);
    const category = identity === "contract" || identity === "auxiliary" ? "auxiliary" : "enforcement";
    add("study_category", uuid(random), uuid(random), id, category, "2019-03-01", at);
    if (certified === "all" || (status === "in-post" && category === "enforcement" && random() < 0.45))
      addOfficer(id, unitId, name, n);
    if (n % 5_000 === 0) flush();
  }
  flush();
  for (const file of Object.values(open)) fs.closeSync(file);
  return { pathOf, fullName };

  function addOfficer(personId: string, unitId: string, name: string, n: number) {
    const certificateId = uuid(random);
    const number = `B${String(n).padStart(9, "0")}`;
    const validToOn = `20${25 + Math.floor(random() * 5)}-${String(1 + Math.floor(random() * 12)).padStart(2, "0")}-15`;
    const validFromOn = `${Number(validToOn.slice(0, 4)) - 5}${validToOn.slice(4)}`;
    const entry: RegisterEntry = {
      schema: "chizheng-register-entry/1",
      certificateId,
      certificateType: "administrative-enforcement",
      number,
      holderName: name,
      photoHash: null,
      jurisdiction: "测试区",
      unitName: "测试区某某局",
      unitCode: "bench",
      field: "urban-management",
      validFromOn: validFromOn as RegisterEntry["validFromOn"],
      validToOn: validToOn as RegisterEntry["validToOn"],
      issuer: "测试区人民政府",
      issuedOn: validFromOn as RegisterEntry["issuedOn"],
      issuedAt: `${validFromOn}T01:00:00.000Z`,
      verifyUrl: `/v/${codeOf(n)}`,
      verificationCode: codeOf(n),
      template: { id: "bench", version: 1 },
    };
    const kind = ["administrative-enforcement", entry.field, number, validFromOn, validToOn, codeOf(n)];
    const print = [JSON.stringify(entry), "bench", "1", packVersionId, at];
    add("certificate", certificateId, personId, unitId, ...kind, ...print);
    add("certificate_document", uuid(random), certificateId, "a4", "bench", "1", at);
    add("certificate_act", uuid(random), certificateId, "collect", `${validFromOn} 09:00:00+08`, at);
    if (random() < 0.02)
      add("certificate_act", uuid(random), certificateId, "lose", "2025-06-01 09:00:00+08", at);
    if (random() < 0.65)
      add(
        "assignment",
        uuid(random),
        uuid(random),
        positions.get(unitId)!,
        personId,
        "2022-01-01",
        "t",
        "{}",
        at,
      );
  }
}

function birthOf(day: number): `${number}-${number}-${number}` {
  return new Date(Date.UTC(1965, 0, 1) + day * 86_400_000).toISOString().slice(0, 10) as never;
}

function uuid(random: () => number): string {
  const hex = (length: number) =>
    Math.floor(random() * 16 ** length)
      .toString(16)
      .padStart(length, "0");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}
