import { useEffect, useState } from "react";
import { type CheckingKey, type KeptLists, listFrom } from "~/certification/offline-check";
import { publicPlaces } from "~/components/public-places";

export type KeptData = { keys: readonly CheckingKey[]; lists: KeptLists };
/** `kept`: without a network too. `once`: as long as the page is open. */
export type Readiness = "starting" | "kept" | "once" | "failed";

/** The public keys and the last status lists, and whether the browser keeps them with this page. */
export function useKeptData(): { readiness: Readiness; data: KeptData | null } {
  const [state, setState] = useState<{ readiness: Readiness; data: KeptData | null }>({
    readiness: "starting",
    data: null,
  });
  useEffect(() => {
    let gone = false;
    const say = (readiness: Readiness, data: KeptData | null) => {
      if (!gone) setState({ readiness, data });
    };
    fetchData().then(
      async (data) => {
        // Only now is everything there that the page is made of.
        say((await keepPage()) ? "kept" : "once", data);
      },
      () => say("failed", null),
    );
    return () => {
      gone = true;
    };
  }, []);
  return state;
}

async function fetchData(): Promise<KeptData> {
  const { keys } = (await (await answered("/.well-known/jwks.json")).json()) as { keys: CheckingKey[] };
  const list = async (purpose: keyof KeptLists) => {
    try {
      return await listFrom(await (await answered(`/status-lists/${purpose}`)).text(), purpose, keys);
    } catch {
      return null;
    }
  };
  return { keys, lists: { revocation: await list("revocation"), suspension: await list("suspension") } };
}

async function answered(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer;
}

/** False where the browser has no worker, or the connection is not encrypted. */
async function keepPage(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  try {
    await navigator.serviceWorker.register("/offline-worker.js", { scope: publicPlaces.offline });
    const { active } = await navigator.serviceWorker.ready;
    // Parts that are asked for only when they are needed would be missing then.
    await Promise.all([import("jsqr"), import("@noble/curves/ed25519.js"), import("@noble/hashes/sha2.js")]);
    if (!navigator.onLine) return true;
    const parts = performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => name.startsWith(`${location.origin}/assets/`));
    const { port1, port2 } = new MessageChannel();
    const kept = new Promise<boolean>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data === true);
    });
    active?.postMessage({ keep: [...new Set([...parts, "/favicon.svg"])] }, [port2]);
    return (await kept) || (await caches.match(publicPlaces.offline)) !== undefined;
  } catch {
    return false;
  }
}
