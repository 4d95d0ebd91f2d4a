import { beforeAll, describe, expect, it } from "vitest";
import { roles } from "~/access/permissions";
import { MOST_SHOWN } from "~/components/nav-items";
import * as staff from "~/routes/_staff";
import { smallDistrict } from "../personnel/district";
import { account } from "../study/study-district";
import { useDatabase } from "../support/database";
import { call, signedIn } from "./call";
import { rendered } from "./rendered";

await useDatabase();
let root: string;
beforeAll(async () => {
  ({ root } = await smallDistrict());
});

/** Of each group its title and the words of its links, those one step away apart. */
async function menuOf(cookie: string) {
  const { body } = await call(staff.loader, cookie, "/desk");
  const html = await rendered(staff, { loaded: body }, "zh-CN");
  const nav = html.slice(html.indexOf('<nav class="nav"'), html.indexOf("</nav>"));
  const linksIn = (part = "") => [...part.matchAll(/<\/i>([^<]+)<\/a>/g)].map(([, text]) => text);
  return nav
    .split("<h2>")
    .slice(1)
    .map((group) => {
      const [shown, rest] = group.split('<details class="nav-rest"');
      return {
        title: group.slice(0, group.indexOf("<")),
        shown: linksIn(shown),
        rest: linksIn(rest?.split("</details>")[0]),
      };
    });
}

describe("the menu of the staff door", () => {
  it("shows nobody more of a group than they find at a glance, and holds everything they may open", async () => {
    for (const role of roles) {
      const cookie = await signedIn(await account(`menu-${role}`), role, root);
      const { body } = await call(staff.loader, cookie, "/desk");
      const menu = await menuOf(cookie);
      for (const { title, shown } of menu)
        expect([role, title, shown.length <= MOST_SHOWN]).toEqual([role, title, true]);
      const all = menu.flatMap(({ shown, rest }) => [...shown, ...rest]);
      expect([role, all.length]).toEqual([role, (body as { open: string[] }).open.length - 1]);
    }
  });

  it("begins law study with what a training officer does every week", async () => {
    const menu = await menuOf(await signedIn(await account("menu-trainer"), "unit-training-officer", root));
    expect(menu.find(({ title }) => title === "学法")).toEqual({
      title: "学法",
      shown: ["学法活动", "学法台账", "学法进度", "学法计划", "整改", "督办", "网络课程"],
      rest: ["应知应会", "定额减免", "学法年度"],
    });
  });
});
