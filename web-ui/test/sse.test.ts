import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoxOffice } from '../src/api/boxOffice.ts';
import { Replicas } from '../src/api/replicas.ts';
import { SeatFeed } from '../src/api/seatFeed.ts';
import { SseParser } from '../src/api/sse.ts';

test('messages are complete, however the text is split', () => {
  const text = ': hello\r\n\r\nid: 4\nevent: seats\ndata: {"a":\ndata: 1}\n\ndata:x\n\n';
  const expected = [
    { event: 'seats', data: '{"a":\n1}', id: '4' },
    { event: 'message', data: 'x', id: '4' },
  ];
  for (const size of [1, 2, 7, 1_000]) {
    const parser = new SseParser();
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    assert.deepEqual(
      pieces.flatMap((piece) => parser.push(piece)),
      expected,
    );
  }
});

test('a message without an end is not buffered for ever', () => {
  const parser = new SseParser();
  const megabyte = 'x'.repeat(1024 * 1024);
  assert.throws(() => {
    for (let i = 0; i < 64; i++) {
      parser.push(megabyte);
    }
  });
});

test('after a cut the stream continues at another replica from the last message', async () => {
  const asked: (string | null)[] = [];
  const streams = [
    'id: 5\nevent: snapshot\ndata: {"index":5}\n\n',
    'id: 6\nevent: seats\ndata: {"index":6,"changes":[]}\n\n',
  ];
  const told: string[] = [];
  const replicas = new Replicas('http://one', {
    fetch: async (input, init) => {
      const url = new URL(String(input));
      if (url.pathname.endsWith('/cluster')) {
        if (url.host === 'one') {
          throw new TypeError('connection refused');
        }
        return Response.json({ self: '2', members: [] });
      }
      asked.push(`${url.host} ${new Headers(init?.headers).get('Last-Event-ID')}`);
      return new Response(streams.shift());
    },
    now: () => ({ steady: 0, wall: 0 }),
    sleep: async () => {},
  });
  const members = ['1', '2'].map((id) => ({
    id,
    url: id === '1' ? 'http://one' : 'http://two',
    reachable: true,
    applied: 0,
  }));
  replicas.learn({ self: '1', members } as never, 'http://one');
  const feed = new SeatFeed(new BoxOffice(replicas), '7', {
    snapshot: ({ index }) => told.push(`snapshot ${index}`),
    changes: ({ index }) => {
      told.push(`seats ${index}`);
      feed.stop();
    },
  });
  await feed.run();
  assert.deepEqual(asked, ['one null', 'two 5']);
  assert.deepEqual(told, ['snapshot 5', 'seats 6']);
});
