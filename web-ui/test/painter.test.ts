import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sign } from '../src/hall/painter.ts';
import type { Area } from '../src/hall/plan.ts';
import { SeatGrid } from '../src/hall/seatGrid.ts';
import { hallOf } from './halls.ts';

// Colours are read by a canvas, or else as they are written: there is none here.
Object.assign(globalThis, { document: { createElement: () => ({ getContext: () => null }) } });
const { Painter } = await import('../src/hall/painter.ts');

const PIT: Area = {
  shape: 'rectangle',
  x: 0,
  y: 0,
  width: 100,
  height: 60,
  color: '#1b6ca8',
  places: { id: 'pit', name: 'Pit', c: 0, capacity: 10 },
};
const THEME = {
  dark: false,
  ground: [255, 255, 255],
  ink: [20, 20, 20],
  muted: [110, 110, 110],
  accent: [200, 30, 60],
  categories: [[27, 108, 168]],
} as const;

/** Draws a hall with this area only; returns its texts and the colours of what is filled. */
function draw(area: Area, sign: Sign) {
  const texts: string[] = [];
  const fills: string[] = [];
  const drawn: Record<string, unknown> = {
    canvas: { width: 200, height: 200 },
    fillText: (text: string) => texts.push(text),
    fill: () => fills.push(String(drawn['fillStyle'])),
  };
  const context = new Proxy(drawn, {
    get: (target, name) => target[String(name)] ?? (() => undefined),
  });
  const hall = hallOf(0, 0, 20, [area]);
  const painter = new Painter(
    hall,
    new SeatGrid(hall),
    () => 'free',
    () => sign,
    THEME,
  );
  const view = { scale: 1, x: 0, y: 0 };
  const size = { width: 200, height: 200 };
  painter.hall(context as unknown as CanvasRenderingContext2D, {
    view,
    size,
    ratio: 1,
    hovered: null,
    focused: null,
  });
  return { texts, fills };
}

test('an area shows its name and what is left, and loses its colour when it is sold out', () => {
  const open = draw(PIT, { text: '7 left', open: true });
  const sold = draw(PIT, { text: 'sold out', open: false });
  assert.deepEqual(open.texts, ['Pit', '7 left']);
  assert.deepEqual(sold.texts, ['Pit', 'sold out']);
  assert.notDeepEqual(sold.fills, open.fills);
});

test('a text of the plan stands for the name of its area', () => {
  const { texts } = draw(
    { ...PIT, text: { text: 'Standing', x: 50, y: 30 } },
    { text: '7 left', open: true },
  );
  assert.deepEqual(texts, ['Standing', '7 left']);
});
