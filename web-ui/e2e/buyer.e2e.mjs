// A buyer in a real browser, against three running replicas, one of which dies during the booking.
//
//   PARTERRE_URLS         client addresses of the three replicas, comma-separated
//   PARTERRE_PIDS         their process ids, in the same order; the first is killed
//   PARTERRE_SCREENSHOTS  a folder for pictures of the pages (optional)
//   CHROMIUM              the browser to use (optional)
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { takePictures } from './pictures.mjs';

const [first = '', second = '', third = ''] = listOf('PARTERRE_URLS');
const victim = Number(listOf('PARTERRE_PIDS')[0]);
const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SEEN_MILLIS = 1_000;
const FAILOVER_MILLIS = 15_000;

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {string[]} */
const complaints = [];

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

test(
  'a buyer gets the seats although a replica dies in the middle',
  { timeout: 100_000 },
  async (t) => {
    const a = await open(first);
    const b = await open(second);
    const c = await open(first);
    const [one, two, three] = await threeFreeSeats(a);

    await t.test('the box office chooses seats side by side, and they are given back', async () => {
      await c.getByTestId('best-quantity').selectOption('3');
      await c.getByTestId('best-category').selectOption({ index: 1 });
      await c.getByTestId('best').click();
      await c.getByTestId('countdown').waitFor();
      assert.equal(await c.locator('[data-booked]').count(), 3);
      await c.getByTestId('release').click();
      await c.getByTestId('hold').waitFor();
      await accessible(c);
    });

    await t.test('a seat gets the ticket type that is chosen for it', async () => {
      const d = await open(first);
      await d.evaluate(() => void (location.hash = '#/events/2'));
      await d.locator('[data-event="2"] [data-testid=seat-list] summary').click();
      await d.locator('.seat-buttons [data-status=free]').first().click();
      await d.getByTestId('ticket-type').selectOption('child');
      await accessible(d);
      await d.getByTestId('hold').click();
      await d.getByTestId('countdown').waitFor();
      assert.match((await d.locator('[data-booked]').textContent()) ?? '', /child€20\.00/);
      await accessible(d);
      await d.getByTestId('release').click();
      await d.getByTestId('hold').waitFor();
      await d.close();
    });

    await t.test('what the waiting list offers is reserved, and has tickets', async () => {
      const d = await open(first);
      await d.evaluate(() => void (location.hash = '#/events/2'));
      const form = d.locator('[data-event="2"]').getByTestId('waiting-form');
      await form.locator('summary').click();
      await form.getByTestId('party-category').selectOption({ index: 1 });
      await form.getByLabel('Name').fill('Ada Lovelace');
      await form.getByLabel('Email').fill('ada@example.org');
      await accessible(d);
      await form.getByTestId('join').click();
      await d.getByRole('heading', { name: 'Seats for you' }).waitFor();
      await accessible(d);
      await d.getByTestId('take-offer').click();
      await d.getByTestId('countdown').waitFor();
      await d.getByLabel('Name').fill('Ada Lovelace');
      await d.getByLabel('Email').fill('ada@example.org');
      await d.getByTestId('reserve').click();
      await d.getByTestId('ticket-picture').nth(1).waitFor();
      await accessible(d);
      await d.goBack();
      await d.goBack();
      await d.getByRole('heading', { name: 'Not waiting any more' }).waitFor();
      await d.close();
    });

    await t.test('two seats are picked on the canvas', async () => {
      await clickSeat(a, one);
      await clickSeat(a, two);
      assert.deepEqual(await picked(a), [one.id, two.id]);
      await accessible(a);
    });

    await t.test('arrow keys reach seats, and each one is announced', async () => {
      await a.getByTestId('hall').focus();
      await a.keyboard.press('ArrowRight');
      const before = await spoken(a);
      await a.keyboard.press('ArrowRight');
      assert.notEqual(await spoken(a), before);
      assert.match(await spoken(a), /free|chosen|held|reserved|not for sale/);
    });

    await t.test('another browser at another replica sees the hold within a second', async () => {
      await showRow(b, one);
      await a.getByTestId('hold').click();
      await a.getByTestId('countdown').waitFor();
      await sees(b, [one, two], 'held');
    });

    await t.test('the countdown runs down, in step with the clock', async () => {
      const left = await secondsLeft(a);
      await a.waitForTimeout(2_100);
      const later = await secondsLeft(a);
      assert.ok(later < left && later >= left - 4, `${left} s, then ${later} s`);
      await accessible(a);
    });

    await t.test('the hold survives a reload', async () => {
      await a.reload();
      await a.getByTestId('countdown').waitFor();
      assert.equal(await a.locator('[data-booked]').count(), 2);
    });

    await t.test('a third browser has picked a seat that it does not hold', async () => {
      await clickSeat(c, three);
      assert.deepEqual(await picked(c), [three.id]);
    });

    await t.test('with its replica killed, the page continues with another', async () => {
      process.kill(victim, 'SIGKILL');
      await failover(a);
      assert.equal(await a.locator('[data-booked]').count(), 2);
    });

    await t.test('the held seats are reserved, and the other browser sees it', async () => {
      await a.getByLabel('Name').fill('Ada Lovelace');
      await a.getByLabel('Email').fill('ada@example.org');
      await a.getByTestId('reserve').click();
      await a.getByTestId('code').waitFor(patience());
      await sees(b, [one, two], 'reserved');
      assert.match((await a.getByTestId('code').textContent()) ?? '', /\S{4,}/);
      await a.getByTestId('ticket-picture').nth(1).waitFor(patience());
      assert.equal(await a.locator('[data-booked]').count(), 2);
      await accessible(a);
    });

    await t.test('seats that were only picked survive the replica, too', async () => {
      await failover(c);
      assert.deepEqual(await picked(c), [three.id]);
      await c.getByTestId('hold').click();
      await c.getByTestId('countdown').waitFor(patience());
      await c.getByTestId('release').click();
      await c.getByTestId('hold').waitFor(patience());
      await showRow(b, three);
      await sees(b, [three], 'free');
    });

    await t.test('a cancelled reservation frees its seats', async () => {
      await a.getByRole('button', { name: 'Cancel reservation' }).click();
      await a.getByTestId('confirm-cancel').click();
      await a.getByRole('heading', { name: 'Reservation cancelled' }).waitFor(patience());
      await showRow(b, one);
      await sees(b, [one, two], 'free');
    });

    await t.test('the console stays silent except about the dead replica', () => {
      assert.deepEqual(complaints, []);
    });
  },
);

const pictures = process.env['PARTERRE_SCREENSHOTS'];
test('pictures of every page', { skip: !pictures, timeout: 60_000 }, async () => {
  await takePictures(browser, third, pictures ?? '');
});

/** @typedef {{ id: string, x: number, y: number, row: string }} Seat */
/** @typedef {import('playwright-core').Page} Page */

/** Opens the first event of the list. @param {string} url */
async function open(url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const ofTheDead = message.location().url.startsWith(first) && /net::ERR_/.test(message.text());
    const whileElecting = /status of 503/.test(message.text());
    const ofTheServed = /\/waiting-list\//.test(message.location().url);
    const isOver = ofTheServed && /status of 410/.test(message.text());
    if (message.type() === 'error' && !ofTheDead && !whileElecting && !isOver) {
      complaints.push(`${message.text()} (${message.location().url})`);
    }
  });
  await page.goto(url);
  await page.getByTestId('event').first().waitFor();
  await accessible(page);
  await page.getByTestId('event').first().click();
  await page.locator('canvas[data-scale]').waitFor();
  await page
    .getByTestId('free-count')
    .getByText(/of \S+ free/)
    .waitFor();
  return page;
}

/**
 * Free seats side by side in one row, with their places in the plan.
 * @param {Page} page
 * @returns {Promise<[Seat, Seat, Seat]>}
 */
async function threeFreeSeats(page) {
  const event = await page.locator('[data-event]').first().getAttribute('data-event');
  const api = `${second}/api/v1`;
  const { venueId } = await json(`${api}/events/${event}`);
  const { seats, rows } = await json(`${api}/venues/${venueId}/plan`);
  const { held, reserved, blocked } = await json(`${api}/events/${event}/seats`);
  const taken = new Set([...held, ...reserved, ...blocked]);
  for (const row of rows.slice(2)) {
    for (let at = row.first + 2; at + 3 <= row.first + row.count; at++) {
      if ([at, at + 1, at + 2].every((seat) => !taken.has(seats.id[seat]))) {
        /** @param {number} n */
        const seat = (n) => ({ id: seats.id[n], x: seats.x[n], y: seats.y[n], row: row.label });
        return [seat(at), seat(at + 1), seat(at + 2)];
      }
    }
  }
  throw new Error('the event has no three free seats side by side');
}

/** Clicks the canvas where its view shows the seat. @param {Page} page @param {Seat} seat */
async function clickSeat(page, seat) {
  const canvas = page.getByTestId('hall');
  const at = /** @param {string} name */ async (name) =>
    Number(await canvas.getAttribute(`data-${name}`));
  const scale = await at('scale');
  const position = { x: seat.x * scale + (await at('x')), y: seat.y * scale + (await at('y')) };
  await canvas.click({ position });
}

/** Waits until the page says that it continues with another replica. @param {Page} page */
async function failover(page) {
  const notice = page.getByTestId('failover').getByText('is not responding; continuing with');
  await notice.waitFor(patience());
}

/** @param {Page} page */
function picked(page) {
  return page
    .locator('[data-picked]')
    .evaluateAll((seats) => seats.map((seat) => seat.getAttribute('data-picked')));
}

/** @param {Page} page */
async function spoken(page) {
  return (await page.getByTestId('spoken-seat').textContent()) ?? '';
}

/** Opens the seat list at the seat's row. @param {Page} page @param {Seat} seat */
async function showRow(page, seat) {
  const list = page.getByTestId('seat-list');
  if ((await list.getAttribute('open')) === null) {
    await list.locator('summary').click();
  }
  await page.getByTestId('row').selectOption({ label: seat.row });
}

/** @param {Page} page @param {Seat[]} seats @param {string} status */
async function sees(page, seats, status) {
  const from = performance.now();
  for (const { id } of seats) {
    const seat = page.locator(`[data-seat="${id}"][data-status="${status}"]`);
    const timeout = Math.max(1, SEEN_MILLIS - (performance.now() - from));
    await seat.waitFor({ state: 'attached', timeout });
  }
}

/** @param {Page} page */
async function secondsLeft(page) {
  const text = (await page.getByTestId('countdown').textContent()) ?? '';
  const [minutes, seconds] = text.split(':').map(Number);
  return Number(minutes) * 60 + Number(seconds);
}

/** No serious barrier by axe's rules. @param {Page} page */
async function accessible(page) {
  await page.evaluate(AXE); // through the debugger, since the page's policy forbids foreign scripts
  const violations = await page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run();
    return violations
      .filter(/** @param {any} one */ (one) => ['serious', 'critical'].includes(one.impact))
      .map(/** @param {any} one */ (one) => `${one.id}: ${one.nodes[0]?.html}`);
  });
  assert.deepEqual(violations, []);
}

/** @param {string} url */
async function json(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  assert.equal(response.status, 200, url);
  return response.json();
}

function patience() {
  return { timeout: FAILOVER_MILLIS };
}

/** @param {string} name */
function listOf(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is missing`);
  return value.split(',').map((part) => part.trim().replace(/\/$/, ''));
}
