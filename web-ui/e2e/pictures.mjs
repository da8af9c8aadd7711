import { join } from 'node:path';

const SCREENS = [
  { name: 'desktop', viewport: { width: 1280, height: 800 }, hasTouch: false },
  { name: 'phone', viewport: { width: 390, height: 844 }, hasTouch: true },
];
const SCHEMES = /** @type {const} */ (['light', 'dark']);

/**
 * List, hall, hold and ticket, on desktop and phone, by day and by night.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {string} folder
 */
export async function takePictures(browser, url, folder) {
  for (const { name, ...screen } of SCREENS) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ ...screen, colorScheme, deviceScaleFactor: 2 });
      const page = await context.newPage();
      await buy(page, url, (step) =>
        page.screenshot({ path: join(folder, `${step}-${name}-${colorScheme}.png`) }),
      );
      await context.close();
    }
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @param {(step: string) => Promise<unknown>} picture
 */
async function buy(page, url, picture) {
  await page.goto(url);
  await page.getByTestId('event').first().waitFor();
  await picture('list');
  await page.getByTestId('event').first().click();
  await page
    .getByTestId('free-count')
    .getByText(/of \S+ free/)
    .waitFor();
  const list = page.getByTestId('seat-list').locator('summary');
  await list.click();
  await page.getByTestId('row').selectOption({ index: 7 });
  const free = page.locator('[data-seat][data-status="free"]');
  const ids = await free.evaluateAll((seats) =>
    seats.slice(6, 8).map((seat) => seat.getAttribute('data-seat')),
  );
  for (const id of ids) {
    await page.locator(`[data-seat="${id}"]`).click();
  }
  await list.click();
  await page.evaluate(() => scrollTo(0, 0));
  await picture('hall');
  await page.getByTestId('hold').click();
  await page.getByTestId('countdown').waitFor();
  await page.getByTestId('countdown').scrollIntoViewIfNeeded();
  await picture('hold');
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByTestId('reserve').click();
  await page.getByTestId('code').waitFor();
  await picture('ticket');
}
