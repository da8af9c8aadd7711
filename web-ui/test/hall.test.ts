import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contains, extent } from '../src/hall/areas.ts';
import { contrast, legible, parseHex } from '../src/hall/colours.ts';
import { type Area, Hall } from '../src/hall/plan.ts';
import { SeatGrid } from '../src/hall/seatGrid.ts';
import { SeatStates } from '../src/hall/seatStates.ts';
import { endOfRow, step } from '../src/hall/steps.ts';
import { clamp, fit, visible, zoomAt } from '../src/hall/view.ts';
import { hallOf } from './halls.ts';

test('a plan of another version is refused', () => {
  const { drawing } = hallOf(1, 1);
  assert.throws(() => new Hall({ ...drawing, version: 2 }), /version 2/);
});

test('the nearest seat is found, and none beyond reach', () => {
  const grid = new SeatGrid(hallOf(30, 40));
  assert.equal(grid.nearest(43, 61, 10), 3 * 40 + 2);
  assert.equal(grid.nearest(-40, -40, 10), null);
});

test('a box holds at least every seat in it, and no seat twice', () => {
  const grid = new SeatGrid(hallOf(30, 40));
  const found: number[] = [];
  grid.within({ left: 95, right: 165, top: 95, bottom: 165 }, (seat) => found.push(seat));
  assert.equal(new Set(found).size, found.length);
  for (let row = 5; row <= 8; row++) {
    for (let number = 5; number <= 8; number++) {
      assert.ok(found.includes(row * 40 + number));
    }
  }
});

test('seats that stand close are drawn small enough not to touch', () => {
  const close = new SeatGrid(hallOf(2, 10, 14));
  assert.ok(close.radius.every((radius) => radius * 2 < 14));
  assert.ok(new SeatGrid(hallOf(2, 10, 30)).radius.every((radius) => radius === 10));
});

test('a hundred thousand seats are indexed and searched fast', () => {
  const hall = hallOf(250, 400);
  const from = performance.now();
  const grid = new SeatGrid(hall);
  for (let i = 0; i < 1_000; i++) {
    grid.nearest(i * 7, i * 4, 12);
  }
  assert.ok(performance.now() - from < 2_000, `${performance.now() - from} ms`);
});

test('arrow keys go along the row and across rows, and stay at the edge', () => {
  const hall = hallOf(3, 4);
  assert.equal(step(hall, 5, 'right'), 6);
  assert.equal(step(hall, 5, 'left'), 4);
  assert.equal(step(hall, 5, 'up'), 1);
  assert.equal(step(hall, 5, 'down'), 9);
  assert.equal(step(hall, 0, 'up'), 0);
  assert.equal(step(hall, 0, 'left'), 0);
  assert.equal(endOfRow(hall, 5, 1), 7);
  assert.equal(endOfRow(hall, 5, -1), 4);
});

test('zooming keeps the point under the pointer', () => {
  const view = zoomAt({ scale: 1, x: 10, y: 20 }, 2, 110, 70);
  assert.deepEqual(view, { scale: 2, x: -90, y: -30 });
});

test('the view never shrinks below the whole hall nor leaves it', () => {
  const { bounds } = hallOf(10, 10);
  const size = { width: 300, height: 200 };
  assert.deepEqual(clamp({ scale: 0.01, x: 9, y: 9 }, bounds, size), fit(bounds, size));
  const far = visible(clamp({ scale: 3, x: 1e6, y: -1e6 }, bounds, size), size);
  assert.ok(far.right > bounds.left && far.top < bounds.bottom);
});

test('the stream sets the states, and changes that are already known are ignored', () => {
  const hall = hallOf(1, 4);
  const states = new SeatStates(hall);
  const none = { eventId: '7', total: 4, free: 3, held: [], reserved: [], blocked: [], areas: [] };
  states.snapshot({ ...none, index: 5, held: ['0-1', 'unknown'] });
  assert.equal(states.of(1), 'held');
  assert.equal(states.free.value, 3);
  states.changes({ index: 5, changes: [{ seat: '0-1', status: 'free' }] });
  assert.equal(states.of(1), 'held');
  states.changes({ index: 6, changes: [{ seat: '0-1', status: 'reserved' }] });
  assert.equal(states.of(1), 'reserved');
  states.snapshot({ ...none, index: 9 });
  assert.equal(states.free.value, 4);
});

test('category colours are moved only until they can be seen', () => {
  const dark = parseHex('#19161e');
  assert.deepEqual(legible(parseHex('#e08e0b'), dark, 3), [224, 142, 11]);
  assert.ok(contrast(legible(parseHex('#000080'), dark, 3), dark) >= 3);
  assert.deepEqual(parseHex('#fff'), [255, 255, 255]);
  assert.deepEqual(parseHex('url(x)'), [110, 106, 120]);
});

test('a point lies in an area as it is drawn, turned around its position', () => {
  const at = { x: 100, y: 100 };
  const box: Area = { ...at, shape: 'rectangle', width: 40, height: 10, rotation: 90 };
  assert.ok(contains(box, 95, 130));
  assert.ok(!contains(box, 105, 130));
  assert.ok(!contains(box, 130, 105));
  const disc: Area = { ...at, shape: 'ellipse', rx: 20, ry: 10 };
  assert.ok(contains(disc, 119, 100));
  assert.ok(!contains(disc, 100, 111));
  const bay: Area = { ...at, shape: 'polygon', points: [0, 0, 30, 0, 30, 30, 15, 5, 0, 30] };
  assert.ok(contains(bay, 103, 110));
  assert.ok(!contains(bay, 115, 120));
  assert.deepEqual(extent(bay), { left: 0, top: 0, right: 30, bottom: 30 });
});

test('the whole of an area is in the hall', () => {
  const hall = hallOf(0, 0, 20, [{ shape: 'circle', x: 0, y: 0, radius: 50 }]);
  assert.ok(hall.bounds.left < -50 && hall.bounds.right > 50 && hall.bounds.bottom > 50);
});

test('a hall offers seats, places or both', () => {
  const places = { id: 'pit', name: 'Pit', c: 0, capacity: 10 };
  const pit: Area = { shape: 'circle', x: 0, y: 0, radius: 50, places };
  assert.equal(hallOf(1, 1).offer, 'seats');
  assert.equal(hallOf(0, 0, 20, [pit]).offer, 'places');
  assert.equal(hallOf(1, 1, 20, [pit]).offer, 'seats and places');
});

test('the hall knows what is special about a seat', () => {
  const hall = hallOf(1, 3, 20, [], [{ name: 'restricted-view', seats: [2] }]);
  assert.deepEqual(hall.features, ['restricted-view']);
  assert.deepEqual(hall.featuresOf(2), ['restricted-view']);
  assert.deepEqual(hall.featuresOf(1), []);
  assert.ok(!hall.has(2, 'accessible'));
});
