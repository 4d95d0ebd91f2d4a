import { Agent, request } from "node:http";

// One candidate's browser, as far as the server can tell: one connection, cookies, the headers a browser sends.

export type Reply = { status: number; body: string; location: string | null };
export type Save = { epoch: number; seq: number; slot: number; answer: string[] };

/** The paper of `blueprintOf`: so many of each type, in the order in which a paper shows them. */
export type PaperShape = { trueFalse: number; single: number; multiple: number };

export const slotsOf = ({ trueFalse, single, multiple }: PaperShape) => trueFalse + single + multiple;

/** Some answer that the slot takes; `turn` varies it. */
export function answerTo({ trueFalse, single }: PaperShape, slot: number, turn = 0): string[] {
  if (slot <= trueFalse) return [turn % 2 === 0 ? "T" : "F"];
  const letter = "ABCD"[(slot + turn) % 4]!;
  return slot <= trueFalse + single ? [letter] : letter === "A" ? ["A", "B"] : ["A", letter];
}

/** Throws when the connection breaks: what a browser would call a network error. */
export class Examinee {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: string,
    cookie = "",
    /** `from`: the address a proxy would name. */
    private readonly options: { patienceMs?: number; from?: string } = {},
  ) {
    if (cookie) this.keep([cookie]);
  }

  get(path: string): Promise<Reply> {
    return this.send("GET", path, { Accept: "text/html" });
  }

  /** A form of a page. */
  post(path: string, fields: Record<string, string>): Promise<Reply> {
    const type = { Accept: "text/html", "Content-Type": "application/x-www-form-urlencoded" };
    return this.send("POST", path, type, new URLSearchParams(fields).toString());
  }

  /** What the room's script sends for one change. */
  save(attempt: string, save: Save): Promise<Reply> {
    const type = { Accept: "application/json", "Content-Type": "application/json" };
    return this.send("POST", `${attempt}/answers`, type, JSON.stringify(save));
  }

  leave(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const all = {
      ...headers,
      "Accept-Language": "zh-CN",
      ...(this.options.from ? { "X-Forwarded-For": this.options.from } : {}),
      "Sec-Fetch-Site": "same-origin",
      ...(cookie ? { Cookie: cookie } : {}),
      ...(body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) }),
    };
    return new Promise((resolve, reject) => {
      const asked = request(
        new URL(path, this.url),
        { method, agent: this.agent, headers: all },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on("data", (piece: Buffer) => pieces.push(piece));
          answer.once("error", reject);
          answer.once("end", () => {
            this.keep(answer.headers["set-cookie"] ?? []);
            resolve({
              status: answer.statusCode ?? 0,
              body: Buffer.concat(pieces).toString("utf8"),
              location: answer.headers.location ?? null,
            });
          });
        },
      );
      asked.once("error", reject);
      asked.setTimeout(this.options.patienceMs ?? 30_000, () =>
        asked.destroy(new Error(`no answer from ${path}`)),
      );
      asked.end(body);
    });
  }

  private keep(lines: readonly string[]): void {
    for (const line of lines) {
      const pair = line.split(";")[0]!;
      const at = pair.indexOf("=");
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
