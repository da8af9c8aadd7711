import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';

/** The folders that each folder of `src` may import from; `.` is `src` itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  api: [],
  ui: ['api'],
  hall: ['ui', 'api'],
  booking: ['hall', 'ui', 'api'],
  cluster: ['api'],
  pages: ['booking', 'hall', 'ui', 'api'],
  styles: [],
  '.': ['pages', 'cluster', 'ui', 'api', 'styles'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The imports of one file of `src` from other folders, whichever form they have. */
function importsOf(file: string, source: string): Import[] {
  const from = posix.dirname(file);
  const paths = source.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]/g);
  return [...paths]
    .map(([, path = '']) => ({ file, from, to: posix.dirname(posix.join(from, path)) }))
    .filter(({ to }) => to !== from);
}

function againstArrows(imports: readonly Import[]): string[] {
  return imports
    .filter(({ from, to }) => !ARROWS[from]?.includes(to))
    .map(({ file, from, to }) => `${file}: ${from} may not import from ${to}`);
}

/** A path of imports that leads from a folder back to itself, or null. */
function circleIn(imports: readonly Import[]): string[] | null {
  const follow = (path: readonly string[]): string[] | null => {
    const last = path.at(-1);
    for (const to of new Set(imports.filter(({ from }) => from === last).map(({ to }) => to))) {
      const circle = path.includes(to)
        ? [...path.slice(path.indexOf(to)), to]
        : follow([...path, to]);
      if (circle !== null) {
        return circle;
      }
    }
    return null;
  };
  for (const { from } of imports) {
    const circle = follow([from]);
    if (circle !== null) {
      return circle;
    }
  }
  return null;
}

/** All imports between the folders of `src`; the tests run in the root of this package. */
function imports(): Import[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file));
  assert.ok(files.includes('main.tsx'), 'the sources are not in src');
  return files.flatMap((file) => importsOf(file, readFileSync(`src/${file}`, 'utf8')));
}

test('a folder imports only from those that it may', () => {
  assert.deepEqual(againstArrows(imports()), []);
});

test('no two folders need each other, directly or through others', () => {
  assert.equal(circleIn(imports()), null);
});

test('every form of import is seen, and one against the arrows is reported', () => {
  const source = `
    import { a } from './plan.ts';
    import type { Booking } from '../booking/booking.ts';
    import '../styles/hall.css';
    export * from "../cluster/clusterWatch.ts";
    const page = await import('../pages/EventPage.tsx');
    import { App } from '../App.tsx';
    import { signal } from '@preact/signals';
    import { sum } from '../ui/money.ts';`;
  const reported = againstArrows(importsOf('hall/new.ts', source)).map((line) =>
    line.split(' ').at(-1),
  );
  assert.deepEqual(reported, ['booking', 'styles', 'cluster', 'pages', '.']);
  assert.equal(againstArrows(importsOf('new/new.ts', `import '../api/sse.ts'`)).length, 1);
});

test('a circle is found, and told as the way round', () => {
  const imports = [
    ['pages', 'hall'],
    ['hall', 'ui'],
    ['ui', 'booking'],
    ['booking', 'hall'],
  ].map(([from = '', to = '']) => ({ file: '', from, to }));
  assert.deepEqual(circleIn(imports), ['hall', 'ui', 'booking', 'hall']);
  assert.equal(circleIn(imports.slice(0, 3)), null);
});
