import { describe, expect, it } from "vitest";
import { pictureFrom } from "~/picture";
import { evidenceFileFrom, MOST_FILE_BYTES } from "~/study/evidence-file";
import { application, camera, comment, exif, photo, tinyPdf } from "./pictures";

describe("a photo", () => {
  it("is known by its bytes and measured", () => {
    expect(evidenceFileFrom(photo())).toMatchObject({ mediaType: "image/png", width: 800, height: 600 });
    expect(evidenceFileFrom(camera())).toMatchObject({ mediaType: "image/jpeg", width: 1200, height: 900 });
  });

  it("loses what it tells beside itself, also behind its end, and stays the same picture", () => {
    const told = camera({
      beside: [
        exif(1),
        comment("taken by Wu"),
        application(1, "http://ns.adobe.com/xap/1.0/"),
        application(13, "IPTC"),
      ],
      behind: Buffer.concat([exif(1), Buffer.from("second picture")]),
    });
    const clean = pictureFrom(told)!.clean;
    expect(clean).toEqual(camera());
    expect(clean.includes("GPS") || clean.includes("ACME")).toBe(false);
    const png = photo(800, 600, [
      ["eXIf", Buffer.from("GPS")],
      ["tEXt", Buffer.from("Author\0Wu")],
      ["tIME", Buffer.alloc(7)],
    ]);
    expect(pictureFrom(png)!.clean).toEqual(photo());
  });

  it.each([3, 6, 8])("turned by tag %i stays turned", (orientation) => {
    const clean = pictureFrom(camera({ beside: [exif(orientation)] }))!.clean;
    expect(clean.includes("Exif\0\0", 0, "latin1")).toBe(true);
    expect(clean.includes("GPS")).toBe(false);
    expect(pictureFrom(clean)!.clean).toEqual(clean);
  });

  it("keeps what its colours rest on", () => {
    const profile = application(2, "ICC_PROFILE\0\x01\x01profile");
    expect(pictureFrom(camera({ beside: [profile] }))!.clean).toEqual(camera({ beside: [profile] }));
  });
});

describe("what is refused", () => {
  const code = (bytes: Buffer) => {
    const file = evidenceFileFrom(bytes);
    return "code" in file ? file.code : "kept";
  };
  it.each<[string, Buffer, string]>([
    ["nothing", Buffer.alloc(0), "study-file.unreadable"],
    ["a page that calls itself a picture", Buffer.from("<html>"), "study-file.unreadable"],
    ["the first bytes of a picture", Buffer.from([0xff, 0xd8, 0xff]), "study-file.unreadable"],
    ["a JPEG that was cut off", camera().subarray(0, -4), "study-file.unreadable"],
    ["a PNG that was cut off", photo().subarray(0, -20), "study-file.unreadable"],
    ["a PDF that was cut off", tinyPdf().subarray(0, -8), "study-file.unreadable"],
    ["a thumbnail", camera({ width: 320, height: 240 }), "study-file.picture-too-small"],
    ["a picture without a size", camera({ width: 0, height: 900 }), "study-file.unreadable"],
    [
      "a picture that would fill the memory",
      camera({ width: 60_000, height: 60_000 }),
      "study-file.picture-too-big",
    ],
    ["too many bytes", Buffer.alloc(MOST_FILE_BYTES + 1), "study-file.too-large"],
    ["a PDF", tinyPdf(), "kept"],
    ["a JPEG", camera(), "kept"],
  ])("%s", (_, bytes, expected) => {
    expect(code(bytes)).toBe(expected);
  });
});
