import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

interface LessonRoom {
  transcript(script: string): string;
}

const FILE = resolve('target/lesson-room/lessonRoom.js');
const GZIP_BYTES_MAX = 60_000;
const LESSONS = '../paxos-module/lessons';

const room = (await import(pathToFileURL(FILE).href)) as LessonRoom;

const names = readFileSync(`${LESSONS}/contents.txt`, 'utf8').trim().split('\n');

for (const name of names) {
  test(`in JavaScript ${name} goes as its transcript says, which is the JVM's`, () => {
    const script = readFileSync(`${LESSONS}/${name}.lesson`, 'utf8');
    const transcript = readFileSync(`${LESSONS}/${name}.transcript`, 'utf8');
    assert.equal(room.transcript(script), transcript);
  });
}

test('there are lessons', () => {
  assert.ok(names.length >= 13);
});

test('a line that cannot be read is an error that names the line', () => {
  assert.throws(() => room.transcript('nodes 3\n\npropse 1 blue\n'), {
    message: /^line 3: expected one of nodes, .* but "propse" stands there$/,
  });
});

test('an expectation that does not hold is an error', () => {
  assert.throws(() => room.transcript('nodes 3\nexpect leader 1\n'), {
    message: 'line 2: that is not so: nobody leads',
  });
});

test('the room stays small', () => {
  const bytes = gzipSync(readFileSync(FILE), { level: 9 }).length;
  assert.ok(bytes <= GZIP_BYTES_MAX, `${bytes} bytes compressed, at most ${GZIP_BYTES_MAX}`);
});
