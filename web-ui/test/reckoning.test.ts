import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin } from '../src/booking/actions.ts';
import { deadlineOf, formatRemaining, recall, remainingMillis } from '../src/booking/countdown.ts';
import { cheapest, formatMoney, sum } from '../src/ui/money.ts';
import { hashOf, parseRoute } from '../src/ui/router.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

test('money is summed without binary fractions', () => {
  assert.deepEqual(sum([eur('0.10'), eur('0.20')]), eur('0.30'));
  assert.deepEqual(sum([eur('45'), eur('0.5')]), eur('45.5'));
  assert.deepEqual(sum([{ amount: '1200', currency: 'JPY' }]), { amount: '1200', currency: 'JPY' });
  assert.equal(sum([]), null);
  assert.equal(sum([eur('1.00'), { amount: '1.00', currency: 'CHF' }]), null);
});

test('money is written as in the locale', () => {
  assert.equal(formatMoney(eur('1234.50'), 'en'), '€1,234.50');
  assert.equal(formatMoney({ amount: '5.00', currency: '??' }, 'en'), '5.00 ??');
  assert.deepEqual(cheapest([eur('59.00'), eur('9.50')]), eur('9.50'));
});

test('a wrong clock of the page does not change the time left', () => {
  const server = Date.parse('2026-12-12T18:00:00Z');
  const sentAt = { steady: 100, wall: server + 3_600_000 };
  const deadline = deadlineOf('2026-12-12T18:10:00.000Z', { serverDate: server, sentAt }, null);
  assert.ok(deadline);
  const now = { steady: 100 + 1_000, wall: sentAt.wall + 1_000 };
  assert.equal(remainingMillis(deadline, now), 598_000);
});

test('no more time is shown than the service promised', () => {
  const sentAt = { steady: 0, wall: 0 };
  const answer = { serverDate: 0, sentAt };
  const deadline = deadlineOf(new Date(900_000).toISOString(), answer, 600_000);
  assert.ok(deadline);
  assert.equal(remainingMillis(deadline, sentAt), 600_000);
  assert.equal(deadlineOf('2026-12-12T18:10:00Z', { serverDate: null, sentAt }, null), null);
});

test('after the computer slept, the clock that kept running counts', () => {
  const deadline = { steady: 60_000, wall: 60_000 };
  assert.equal(remainingMillis(deadline, { steady: 1_000, wall: 50_000 }), 10_000);
  assert.equal(remainingMillis(deadline, { steady: 1_000, wall: 90_000 }), 0);
});

test('a deadline stored before a reload still holds', () => {
  const deadline = recall(70_000, { steady: 5, wall: 60_000 });
  assert.equal(remainingMillis(deadline, { steady: 5, wall: 60_000 }), 10_000);
});

test('the time left is written in minutes and full seconds', () => {
  assert.equal(formatRemaining(599_999), '9:59');
  assert.equal(formatRemaining(5_000), '0:05');
  assert.equal(formatRemaining(0), '0:00');
  assert.equal(formatRemaining(3_661_000), '1:01:01');
});

test('the same action keeps its key, and another gets its own', () => {
  const first = begin(null, 'hold', { seats: ['a'] }, 1);
  assert.equal(begin(first, 'hold', { seats: ['a'] }, 2), first);
  assert.notEqual(begin(first, 'hold', { seats: ['b'] }, 2).key, first.key);
  assert.notEqual(begin(first, 'release', { seats: ['a'] }, 2).key, first.key);
  assert.match(first.key, /^[0-9a-f]{32}$/);
});

test('routes survive the address bar', () => {
  const route = { page: 'event', eventId: 'a/b ü' } as const;
  assert.deepEqual(parseRoute(hashOf(route)), route);
  assert.deepEqual(parseRoute('#/events/%E0%A4%A'), { page: 'events' });
  assert.deepEqual(parseRoute(''), { page: 'events' });
});
