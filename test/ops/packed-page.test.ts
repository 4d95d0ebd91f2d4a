import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { packedPage } from "~/packed-page.server";

const LARGE = Buffer.from("<p>行政处罚</p>".repeat(1_500));
const SMALL = Buffer.from("<p>行政处罚</p>");

async function sent(page: Buffer<ArrayBuffer>, accepts?: string) {
  const headers = new Headers();
  const request = new Request(
    "http://localhost/",
    accepts === undefined ? {} : { headers: { "Accept-Encoding": accepts } },
  );
  const bytes = await packedPage(page, request, headers);
  return { bytes, encoding: headers.get("Content-Encoding"), vary: headers.get("Vary") };
}

describe("a large page", () => {
  it.each(["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8"])(
    "is packed for who reads %s",
    async (accepts) => {
      const { bytes, encoding, vary } = await sent(LARGE, accepts);
      expect([encoding, vary]).toEqual(["gzip", "Accept-Encoding"]);
      expect(bytes.byteLength).toBeLessThan(LARGE.byteLength / 10);
      expect(gunzipSync(bytes).equals(LARGE)).toBe(true);
    },
  );

  it.each([undefined, "", "identity", "br", "gzip;q=0", "gzip; q=0.0, br"])(
    "is sent as it is to who reads %s, and caches are told that this differs",
    async (accepts) => {
      const { bytes, encoding, vary } = await sent(LARGE, accepts);
      expect([encoding, vary]).toEqual([null, "Accept-Encoding"]);
      expect(bytes).toBe(LARGE);
    },
  );
});

it("sends a small page as it is", async () => {
  const { bytes, encoding, vary } = await sent(SMALL, "gzip");
  expect([encoding, vary]).toEqual([null, null]);
  expect(bytes).toBe(SMALL);
});
