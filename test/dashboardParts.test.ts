import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { startGallery } from "./support/gallery.ts";
import { GALLERY_PAGES, type GalleryPage } from "./support/galleryPages.ts";
import { linesOf, visit } from "./support/visitor.ts";

describe.skipIf(chromiumPath === null)("the parts of the dashboard", () => {
  let browser: Browser;
  let gallery: Awaited<ReturnType<typeof startGallery>>;
  beforeAll(async () => {
    [browser, gallery] = await Promise.all([launchBrowser(), startGallery()]);
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  it.each(["en", "he"] as const)(
    "in %s: every part is accessible, fits a screen of 320 pixels and breaks no policy, with the oddest data",
    async (language) => {
      const visitor = await visit(browser, language, "parts-");
      for (const name of GALLERY_PAGES) {
        await visitor.page.goto(`${gallery.url}?page=${name}&lang=${language}`);
        await visitor.state(name);
      }
      await visitor.close();
    },
  );

  /** Plays on a page of the gallery, which may complain of nothing meanwhile. */
  async function on(name: GalleryPage, play: (page: Page) => Promise<void>, query = ""): Promise<void> {
    const { page, complaints, close } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
    await page.goto(`${gallery.url}?page=${name}${query}`);
    await play(page);
    expect(complaints).toEqual([]);
    await close();
  }

  it("a choice changes the page in place: what is open stays open, what has the keyboard keeps it", async () => {
    await on("forms", async (page) => {
      await page.evaluate("document.documentElement.dataset.same = 'yes'");
      await page.getByText("Kept open").click();
      await page.getByLabel("Pick").focus();
      await page.getByLabel("Pick").selectOption("2");
      await page.getByRole("heading", { name: "Settings 2" }).waitFor();
      expect(await page.evaluate("document.documentElement.dataset.same")).toBe("yes");
      expect(await page.getByText("Still here.").isVisible()).toBe(true);
      expect(await page.evaluate("document.activeElement.name")).toBe("pick");
      expect(new URL(page.url()).searchParams.get("pick")).toBe("2");
      expect(await page.title()).toContain("Settings 2");
      await page.goBack();
      await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
    });
  });

  it("the save bar comes with the first change, and leaving asks until it is saved or discarded", async () => {
    await on("forms", async (page) => {
      const bar = page.getByText("There are unsaved changes.");
      expect(await bar.isVisible()).toBe(false);
      await page.getByRole("textbox", { name: "Name" }).fill("Another");
      await bar.waitFor();
      const asked: string[] = [];
      page.on("dialog", (dialog) => {
        asked.push(dialog.type());
        void dialog.dismiss();
      });
      await page.goto(`${gallery.url}?page=empty`).catch(() => undefined);
      expect(asked).toEqual(["beforeunload"]);
      expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Another");
      await page.getByRole("link", { name: "Discard changes" }).click();
      await bar.waitFor({ state: "hidden" });
      expect(asked).toHaveLength(1);
    });
  });

  it("two charts have one cursor, with the values that their tables have", async () => {
    await on("figures", async (page) => {
      const canvas = page.locator("#revenue .canvas");
      const box = await canvas.boundingBox();
      await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) - 2, (box?.y ?? 0) + 40);
      for (const id of ["revenue", "cost"]) {
        const last = await page.locator(`#${id} tbody tr`).last().locator("td").textContent();
        expect(await page.locator(`#${id} .readout`).textContent()).toContain(last);
      }
      expect(await page.locator("#two .readout").isVisible()).toBe(false);
      await page.mouse.move(5, 5);
      await page.locator("#revenue .readout").waitFor({ state: "hidden" });
    });
  });

  it("rows that are selected are counted beside what can be done with them", async () => {
    await on("tables", async (page) => {
      const approve = page.getByRole("button", { name: "Approve" });
      expect(await approve.isVisible()).toBe(false);
      await page.getByLabel("Select Ada Lovelace").first().check();
      await approve.waitFor();
      expect(await page.locator("[data-selected]").textContent()).toBe("1");
      await page.getByLabel("Select all").check();
      expect(await page.locator("[data-selected]").textContent()).toBe("39");
      const ids = await page.evaluate("new FormData(document.getElementById('bulk')).getAll('id').length");
      expect(ids).toBe(39);
      await page.getByLabel("Select all").uncheck();
      await approve.waitFor({ state: "hidden" });
    });
  });

  it("the boxes of a row stand in line, though the label of one has two lines and below another is what is wrong", async () => {
    await on("forms", async (page) => {
      const row = page.locator(".fields").first();
      expect(await linesOf(row.getByText("Held for so long"))).toBeGreaterThan(1);
      const boxes = await row.locator(".box").all();
      const tops = await Promise.all(boxes.map(async (box) => Math.round((await box.boundingBox())?.y ?? 0)));
      expect(tops).toHaveLength(3);
      expect(new Set(tops).size).toBe(1);
    });
  });

  it("a row opens wherever it is pressed, and its box is a box all the same", async () => {
    await on("tables", async (page) => {
      const box = await page.locator("#row-4 td").last().boundingBox();
      await page.mouse.click((box?.x ?? 0) + 20, (box?.y ?? 0) + 10);
      await page.waitForURL((url) => url.hash === "#row-4");
      await page.locator("#row-5 input").click();
      expect(new URL(page.url()).hash).toBe("#row-4");
      expect(await page.locator("#row-5 input").isChecked()).toBe(true);
    });
  });

  it("on a phone a code keeps its line beside two states", async () => {
    await on("tables", async (page) => {
      const lines: number[] = [];
      for (const width of [320, 360, 390, 430]) {
        await page.setViewportSize({ width, height: 640 });
        lines.push(await linesOf(page.locator("#badged bdi", { hasText: "K7QW2MXN4PTR" })));
      }
      expect(lines).toEqual([1, 1, 1, 1]);
    });
  });

  it("what was done is announced once, and not again when the page is loaded again", async () => {
    await on(
      "empty",
      async (page) => {
        const status = page.getByRole("status");
        await status.getByText("The program is paused.").waitFor();
        expect(new URL(page.url()).searchParams.has("said")).toBe(false);
        await page.reload();
        expect(await status.textContent()).toBe("");
      },
      "&said=paused",
    );
  });

  it("what asks first is closed by Escape, and the keyboard is where it was", async () => {
    await on("tables", async (page) => {
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByRole("dialog", { name: "Pause the program?" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      expect(await page.evaluate("document.activeElement.textContent")).toContain("Pause");
    });
  });

  it("without script every part is there: the save bar, the button of a picker, and what asks first", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${gallery.url}?page=forms`);
    expect(await page.getByText("There are unsaved changes.").isVisible()).toBe(true);
    await page.goto(`${gallery.url}?page=figures`);
    expect(await page.getByRole("button", { name: "Show", exact: true }).isVisible()).toBe(true);
    await page.goto(`${gallery.url}?page=tables`);
    await page.getByRole("button", { name: "Pause" }).click();
    expect(await page.getByRole("dialog").isVisible()).toBe(true);
    await context.close();
  });
});
