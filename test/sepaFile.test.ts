import fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { payoutFile } from "../src/contract/payoutFile.ts";
import { chromiumPath, launchBrowser } from "./support/browser.ts";

const IBAN = "DE89370400440532013000";
const NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
const debtor = { name: "Shop <&> Söhne", iban: "FR1420041010050500013M02606", bic: null as string | null };
const sepa = { mark: "0a1b2c3d", at: "2026-12-01T10:00:00.000Z", day: "2026-12-02", debtor };

/** An element with its children, or its text. */
type Node = readonly [name: string, content: string | readonly Node[]];

const childrenOf = ([name, content]: Node): readonly Node[] => {
  if (typeof content === "string") throw new Error(`${name} has no children`);
  return content;
};
const namesOf = (node: Node) => childrenOf(node).map(([name]) => name);
function at(node: Node, path: string): string | null {
  const [first, ...rest] = path.split("/");
  const child = childrenOf(node).find(([name]) => name === first);
  if (child === undefined) return null;
  return rest.length > 0 ? at(child, rest.join("/")) : String(child[1]);
}

describe.skipIf(chromiumPath === null)("a file for a bank, read by a browser's parser of XML", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
  });
  afterAll(() => browser.close());

  async function read(text: string): Promise<Node> {
    const read = await page.evaluate((xml) => {
      const parsed = new DOMParser().parseFromString(xml, "application/xml");
      const nodeOf = (element: Element): unknown => {
        const children = [...element.children];
        return [element.localName, children.length > 0 ? children.map(nodeOf) : element.textContent];
      };
      return { root: nodeOf(parsed.documentElement), namespace: parsed.documentElement.namespaceURI };
    }, text);
    expect(read.namespace).toBe(NAMESPACE);
    return read.root as Node;
  }

  const fileOf = (people: readonly { readonly holder: string; readonly amountMinor: bigint }[], more = {}) => {
    const payouts = people.map(({ holder, amountMinor }, n) => {
      const details = { kind: "iban", iban: IBAN, holder } as const;
      return { id: `po_${n}`, amountMinor, details, participant: "p", name: null, email: null };
    });
    return payoutFile(
      { method: "sepa_xml", batchId: "bat_0123456789abcdefghijk", currency: "EUR", sepa: { ...sepa, ...more } },
      payouts,
    ).text;
  };

  it("has every element in the order of pain.001.001.09, and the bank's BIC where it is known", async () => {
    const root = await read(fileOf([{ holder: "Ida", amountMinor: 1205n }]));
    const [initiation] = childrenOf(root) as [Node];
    const [head, payment] = childrenOf(initiation) as [Node, Node];
    expect([root[0], initiation[0], head[0], payment[0]]).toEqual(["Document", "CstmrCdtTrfInitn", "GrpHdr", "PmtInf"]);
    expect(namesOf(head)).toEqual(["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"]);
    const before = [
      "PmtInfId",
      "PmtMtd",
      "BtchBookg",
      "NbOfTxs",
      "CtrlSum",
      "PmtTpInf",
      "ReqdExctnDt",
      "Dbtr",
      "DbtrAcct",
      "DbtrAgt",
    ];
    expect(namesOf(payment)).toEqual([...before, "ChrgBr", "CdtTrfTxInf"]);
    const transfer = childrenOf(payment).at(-1) as Node;
    expect(namesOf(transfer)).toEqual(["PmtId", "Amt", "Cdtr", "CdtrAcct", "RmtInf"]);
    expect(at(head, "InitgPty/Nm")).toBe("Shop + Sohne");
    expect(at(payment, "DbtrAgt/FinInstnId/Othr/Id")).toBe("NOTPROVIDED");
    expect(at(payment, "ReqdExctnDt/Dt")).toBe("2026-12-02");
    expect([at(transfer, "Amt/InstdAmt"), at(transfer, "CdtrAcct/Id/IBAN"), at(transfer, "PmtId/EndToEndId")]).toEqual([
      "12.05",
      IBAN,
      "po-0",
    ]);
    const known = await read(
      fileOf([{ holder: "Ida", amountMinor: 1n }], { debtor: { ...debtor, bic: "COBADEFFXXX" } }),
    );
    const [, of] = childrenOf((childrenOf(known) as [Node])[0]) as [Node, Node];
    expect(at(of, "DbtrAgt/FinInstnId/BICFI")).toBe("COBADEFFXXX");
  });

  it("adds up to the cent, names each transfer once, and holds whatever people are called", async () => {
    const holder = fc.oneof(
      fc.string({ unit: "binary", minLength: 1 }),
      fc.constantFrom("</Nm><Nm>", "&amp;", "]]>", "Ivan 'x' \u202E"),
    );
    const people = fc.array(fc.record({ holder, amountMinor: fc.bigInt(1n, 99_999_999_999n) }), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(people, async (some) => {
        const [head, payment] = childrenOf((childrenOf(await read(fileOf(some))) as [Node])[0]) as [Node, Node];
        const transfers = childrenOf(payment).filter(([name]) => name === "CdtTrfTxInf");
        const cents = (text: string | null) => BigInt((text ?? "").replace(".", ""));
        const sum = some.reduce((total, { amountMinor }) => total + amountMinor, 0n);
        expect([cents(at(head, "CtrlSum")), cents(at(payment, "CtrlSum"))]).toEqual([sum, sum]);
        expect(transfers.map((one) => cents(at(one, "Amt/InstdAmt")))).toEqual(
          some.map(({ amountMinor }) => amountMinor),
        );
        expect([at(head, "NbOfTxs"), at(payment, "NbOfTxs")]).toEqual([String(some.length), String(some.length)]);
        const ids = transfers.map((one) => at(one, "PmtId/EndToEndId") ?? "");
        expect(new Set(ids).size).toBe(some.length);
        const texts = [...ids, at(head, "MsgId") ?? "", at(payment, "PmtInfId") ?? ""];
        for (const text of texts) expect(text).toMatch(/^[a-zA-Z0-9-]{1,35}$/);
        for (const one of transfers) expect(at(one, "Cdtr/Nm")).toMatch(/^[a-zA-Z0-9/?:().,'+ -]{1,70}$/);
      }),
      { numRuns: 30 },
    );
  });
});
