// The components of the user interface, on the page that shows them all: accessibility, widths, budget, and what takar.js does.
// Usage: node components.mjs ECHO_SERVER
import { browse, check, checkPage, start } from "./browser.mjs";

const site = await start(process.argv[2], "0", "quiet");

async function fitsEveryWidth(newPage) {
  for (const width of [1280, 768, 360]) {
    const page = await newPage(width, { bypassCSP: true });
    await page.goto(`${site}/gaya`);
    await checkPage(page, `components ${width}`);
    await page.close();
  }
}

async function keepsBudget(newPage) {
  const page = await newPage(1280), seen = new Map();
  page.on("requestfinished", async (r) => { const s = await r.sizes(); seen.set(r.url(), Math.max(seen.get(r.url()) ?? 0, s.responseBodySize + s.responseHeadersSize)); });
  await page.goto(`${site}/gaya`, { waitUntil: "networkidle" });
  const bytes = [...seen.values()].reduce((a, b) => a + b, 0);
  check("a first visit is four requests", seen.size === 4, [...seen.keys()]);
  check("a first visit is at most 60 KiB", bytes <= 60 * 1024, bytes);
  await page.close();
}

async function gridTakesSpreadsheets(newPage) {
  const page = await newPage(1280);
  await page.goto(`${site}/gaya`);
  const cells = page.locator("table[data-grid] input");
  await cells.nth(0).focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "1,5\r\n2,5\r\n3,5\r\n4,5\r\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  check("a column is pasted", (await cells.evaluateAll((all) => all.map((c) => c.value).join(" "))) === "1,5 2,5 3,5");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  check("keys move in the column", await cells.nth(1).evaluate((c) => c === document.activeElement));
  let asked = 0;
  page.on("dialog", (d) => (asked++, d.accept()));
  await page.goto(`${site}/`);
  check("leaving with changes is asked", asked === 1, asked);
  await page.close();
}

async function asksBeforeSending(newPage) {
  const page = await newPage(1280), sent = [];
  page.on("request", (r) => r.method() === "POST" && sent.push(r.url()));
  await page.goto(`${site}/gaya`);
  const button = page.getByRole("button", { name: "Kembalikan", exact: true });
  await button.click();
  await page.keyboard.press("Escape");
  check("Escape sends nothing", sent.length === 0 && (await page.locator("dialog").count()) === 0);
  await button.click();
  await Promise.all([page.waitForURL(`${site}/gema`), page.getByRole("button", { name: "Ya, lanjutkan" }).click()]);
  check("yes sends once", sent.length === 1, sent.length);
  await page.close();
}

async function worksWithoutScript(newPage) {
  const page = await newPage(360, { script: false });
  await page.goto(`${site}/gaya`);
  await Promise.all([page.waitForURL(`${site}/gema`), page.getByRole("button", { name: "Simpan data" }).click()]);
  check("a form is sent without script", (await page.textContent("body")).includes("r="));
  await page.close();
}

await browse(async (newPage) => {
  for (const test of [fitsEveryWidth, keepsBudget, gridTakesSpreadsheets, asksBeforeSending, worksWithoutScript]) await test(newPage);
});
