import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { openSession } from "~/access/session.server";
import type { RegisterEntry } from "~/certification/register-entry";
import { inTransaction, prisma } from "~/db.server";
import { readFile } from "~/files.server";
import { changePortrait, portraitFrom, portraitsOf } from "~/personnel/portraits.server";
import { loader as seenByReviewer } from "~/routes/_staff.applications.$applicationId.photo";
import { loader as seenByOffice } from "~/routes/_staff.people.$personId.photos.$photoId";
import { action as ownForm } from "~/routes/my.certificate.photos._index";
import { loader as seenByOneself } from "~/routes/my.certificate.photos.$photoId";
import { isUsablePhoto } from "../../certificates/photo";
import { apply, approve, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

// Nobody real: grounds with a dark shape on them.
await useDatabase();

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const painted = (width: number, height: number, ground: string, hue = "#553322") => {
  const wide = Math.round(Math.min(width / 2, height * 0.35));
  const shape = { width: wide, height: Math.round(height * 0.7), channels: 3 as const, background: hue };
  const at = { left: Math.round((width - wide) / 2), top: Math.round(height * 0.3) };
  return sharp({ create: { width, height, channels: 3, background: ground } }).composite([
    { input: { create: shape }, ...at },
  ]);
};
const white = (width = 1000, height = 1400, hue?: string) =>
  painted(width, height, "#f6f7f8", hue).jpeg().toBuffer();
const codes = async (bytes: Buffer, crop: Parameters<typeof portraitFrom>[1] = null) => {
  const answer = await portraitFrom(bytes, crop);
  return answer.ok ? [] : answer.refusals.map(({ code }) => code);
};
const sizeOf = async (bytes: Buffer, crop: Parameters<typeof portraitFrom>[1] = null) => {
  const answer = await portraitFrom(bytes, crop);
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
  const { width, height, orientation, exif, icc, format, channels } = await sharp(
    answer.portrait.bytes,
  ).metadata();
  expect(isUsablePhoto(answer.portrait.bytes)).toBe(true);
  expect([orientation, exif, icc, format, channels]).toEqual([undefined, undefined, undefined, "jpeg", 3]);
  return [width, height];
};

describe("a portrait is drawn anew", () => {
  it("cropped in the middle, or where it was asked for, to five by seven, not larger than needed", async () => {
    expect(await sizeOf(await white())).toEqual([750, 1050]);
    expect(await sizeOf(await white(1200, 700))).toEqual([500, 700]);
    expect(await sizeOf(await white(), { left: 100, top: 0, width: 400 })).toEqual([400, 560]);
  });

  it("upright as the camera meant it, and without place, device and profile", async () => {
    const lying = await painted(1400, 1000, "#ffffff")
      .withExif({ IFD0: { Make: "Camera", Copyright: "secret" }, IFD3: { GPSLatitudeRef: "N" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await sizeOf(lying)).toEqual([750, 1050]);
  });

  it("of PNG with transparency, of grey and of CMYK too: what comes out can be printed", async () => {
    const clear = await sharp({
      create: { width: 500, height: 700, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect(await sizeOf(clear)).toEqual([500, 700]);
    expect(await sizeOf(await painted(500, 700, "#ffffff").greyscale().jpeg().toBuffer())).toEqual([
      500, 700,
    ]);
    expect(await sizeOf(await painted(500, 700, "#ffffff").toColourspace("cmyk").jpeg().toBuffer())).toEqual([
      500, 700,
    ]);
  });

  it("or refused with the reason, whatever the file calls itself", async () => {
    expect(await codes(Buffer.alloc(0))).toEqual(["photo.missing"]);
    expect(await codes(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toEqual([
      "photo.unreadable",
    ]);
    expect(
      await codes(
        await sharp(await white())
          .webp()
          .toBuffer(),
      ),
    ).toEqual(["photo.unreadable"]);
    const whole = await white();
    expect(await codes(whole.subarray(0, whole.length >> 1))).toEqual(["photo.unreadable"]);
    expect(await codes(Buffer.alloc(11 * 1024 * 1024, 0xff))).toEqual(["photo.too-large"]);
    expect(await codes(await white(357, 500))).toEqual(["photo.too-small"]);
    expect(await codes(await white(), { left: 900, top: 0, width: 400 })).toEqual(["photo.crop-outside"]);
    expect(await codes(await painted(1000, 1400, "#3d8ed8").jpeg().toBuffer())).toEqual(["photo.background"]);
  });

  it("a PNG whose head promises a billion pixels is refused before it is unpacked", async () => {
    const bomb = await sharp({ create: { width: 10, height: 10, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();
    bomb.writeUInt32BE(40_000, 16);
    bomb.writeUInt32BE(40_000, 20);
    expect(await codes(bomb)).toEqual(["photo.too-big"]);
  });
});

describe("a person's portraits", () => {
  const signedIn = async (accountId: string) => {
    const cookie = await inTransaction((tx) => openSession(tx, { id: accountId }, "test", new Date()));
    return { Cookie: cookie.split(";")[0]! };
  };
  const give = async (personId: string, hue: string) => {
    const made = await portraitFrom(await white(1000, 1400, hue), null);
    if (!made.ok) throw new Error("refused");
    return inTransaction((tx) =>
      changePortrait(tx, { personId, portrait: made.portrait }, scene.personnelOfficer, NOW),
    );
  };
  const printedOn = async (certificateId: string) => {
    const row = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    return (row.registerEntry as RegisterEntry).photoHash;
  };

  it("are all kept, the last one is theirs, and a certificate keeps the one it was printed with", async () => {
    const personId = await officer(scene.urban);
    await give(personId, "#553322");
    const first = (await prisma.person.findUniqueOrThrow({ where: { id: personId } })).photoHash!;
    const { certificateId } = await issued(scene, personId);
    expect(await printedOn(certificateId)).toBe(first);
    await give(personId, "#223355");
    const { photoHash } = await prisma.person.findUniqueOrThrow({ where: { id: personId } });
    expect(photoHash).not.toBe(first);
    expect(await printedOn(certificateId)).toBe(first);
    expect((await readFile(prisma, first)).mediaType).toBe("image/jpeg");
    expect(await portraitsOf(prisma, personId)).toHaveLength(2);
    expect(await prisma.auditEvent.count({ where: { personId, type: "person.photo-changed" } })).toBe(2);
    await expect(
      prisma.personPhoto.updateMany({ where: { personId }, data: { width: 5, height: 7 } }),
    ).rejects.toThrow();
  });

  it("are given at one's own door without a script, and seen by oneself without an event", async () => {
    const personId = await officer(scene.urban);
    const account = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: "portrait", displayName: "顾长青", personId, passwordHash: "-" },
        null,
        NOW,
      ),
    );
    const headers = await signedIn(account);
    const send = async (fields: Record<string, string>, bytes: Buffer) => {
      const body = new FormData();
      body.set("file", new File([new Uint8Array(bytes)], "photo.exe"));
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      const request = new Request("http://localhost/my/certificate/photos", {
        method: "POST",
        body,
        headers,
      });
      return ownForm({ request, params: {}, context: {} } as never).catch((thrown: unknown) => thrown);
    };
    const outside = (await send({ left: "x", top: "", width: "400" }, await white())) as {
      data: { refusals: { code: string }[]; typed: object };
      init: { status: number };
    };
    expect(outside.init.status).toBe(422);
    expect(outside.data).toMatchObject({
      refusals: [{ code: "photo.crop-outside" }],
      typed: { left: "x", top: "", width: "400" },
    });
    expect(await portraitsOf(prisma, personId)).toEqual([]);
    expect(((await send({ left: "", top: "", width: "" }, await white())) as Response).status).toBe(303);
    const [mine] = await portraitsOf(prisma, personId);
    expect(mine).toMatchObject({ width: 750, height: 1050, recordedById: account });
    const ask = (handler: unknown, params: object, by: HeadersInit) =>
      (handler as (args: unknown) => Promise<Response>)({
        request: new Request("http://localhost/", { headers: by }),
        params,
        context: {},
      }).catch((thrown: unknown) => thrown as Response);
    expect((await ask(seenByOneself, { photoId: mine!.id }, headers)).headers.get("Content-Type")).toBe(
      "image/jpeg",
    );
    expect(await prisma.auditEvent.count({ where: { personId, type: "person.photo-seen" } })).toBe(0);
    const office = await signedIn(scene.personnelOfficer);
    const other = await officer(scene.urban);
    expect((await ask(seenByOffice, { personId, photoId: mine!.id }, office)).status).toBe(200);
    expect((await ask(seenByOffice, { personId: other, photoId: mine!.id }, office)).status).toBe(404);
    const applicationId = await apply(scene, personId);
    expect((await ask(seenByReviewer, { applicationId }, await signedIn(scene.legalReviewer))).status).toBe(
      200,
    );
    expect(await prisma.auditEvent.count({ where: { personId, type: "person.photo-seen" } })).toBe(2);
    await approve(scene, applicationId);
  });
});
