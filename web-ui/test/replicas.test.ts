import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster } from '../src/api/contract.ts';
import { Problem } from '../src/api/problem.ts';
import { Replicas } from '../src/api/replicas.ts';

const ONE = 'http://one:8081';
const TWO = 'http://two:8082';

type Reply = () => Response | Promise<Response>;

/** Replicas whose addresses answer as given, with a clock that only sleeping moves. */
function replicasWith(replies: Record<string, Reply>) {
  const calls: { url: string; key: string | null }[] = [];
  let time = 0;
  const replicas = new Replicas(ONE, {
    fetch: async (input, init) => {
      const url = new URL(String(input)).origin;
      calls.push({ url, key: new Headers(init?.headers).get('Idempotency-Key') });
      return replies[url]!();
    },
    now: () => ({ steady: time, wall: time }),
    sleep: async (millis) => void (time += millis),
  });
  replicas.learn(cluster('1'), ONE);
  return { replicas, calls };
}

function cluster(self: string): Cluster {
  const members = [
    { id: '1', url: 'http://127.0.0.1:8081', reachable: true, applied: 0 },
    { id: '2', url: `${TWO}/`, reachable: true, applied: 0 },
  ];
  const rest = { clusterId: 'c', leader: '1', ballot: null, decided: 0, applied: 0, index: 0 };
  return { ...rest, self, stateHash: '', members };
}

const dead: Reply = () => Promise.reject(new TypeError('connection refused'));
const created: Reply = () => Response.json({ holdId: 'h' }, { status: 201 });
const refusal = (status: number, slug: string) => () =>
  Response.json({ type: `/problems/${slug}`, detail: 'No.' }, { status });
const post = { method: 'POST', path: '/api/v1/events/7/holds', body: {}, key: 'k' } as const;

test('a dead replica is left for the next one, with the same key', async () => {
  const { replicas, calls } = replicasWith({ [ONE]: dead, [TWO]: created });
  assert.equal((await replicas.send(post)).status, 201);
  assert.deepEqual(calls, [
    { url: ONE, key: 'k' },
    { url: TWO, key: 'k' },
  ]);
  assert.equal(replicas.current.value, TWO);
  assert.deepEqual(replicas.failover.value, { away: 'replica 1', now: 'replica 2' });
  await replicas.send(post);
  assert.equal(calls.at(-1)?.url, TWO);
  assert.equal(calls.length, 3);
});

test('503 sends the request on with the same key', async () => {
  const { replicas, calls } = replicasWith({
    [ONE]: refusal(503, 'outcome-unknown'),
    [TWO]: created,
  });
  await replicas.send(post);
  assert.deepEqual(new Set(calls.map(({ key }) => key)), new Set(['k']));
  assert.equal(calls.length, 2);
});

test('a refusal is final at the first replica', async () => {
  const { replicas, calls } = replicasWith({ [ONE]: refusal(409, 'seats-taken'), [TWO]: created });
  await assert.rejects(
    replicas.send(post),
    (error) => error instanceof Problem && error.slug === 'seats-taken' && !error.isOpen,
  );
  assert.equal(calls.length, 1);
});

test('a request still in progress is asked for again', async () => {
  let asked = 0;
  const slow = () => (asked++ < 3 ? refusal(409, 'request-in-progress')() : created());
  const { replicas } = replicasWith({ [ONE]: slow, [TWO]: slow });
  assert.equal((await replicas.send(post)).status, 201);
});

test('when no replica answers, the outcome stays open and the retries end', async () => {
  const { replicas, calls } = replicasWith({ [ONE]: dead, [TWO]: dead });
  await assert.rejects(
    replicas.send(post),
    (error) => error instanceof Problem && error.isOpen && error.slug === 'unreachable',
  );
  assert.ok(calls.length >= 4 && calls.length < 60, `${calls.length} calls`);
});

test('an answer that is not JSON does not count', async () => {
  const { replicas } = replicasWith({
    [ONE]: () => new Response('<html>captive portal</html>'),
    [TWO]: created,
  });
  assert.equal((await replicas.send(post)).status, 201);
});

test('the page keeps the origin under which it was opened', () => {
  const { replicas } = replicasWith({});
  assert.deepEqual(replicas.inOrder(), [ONE, TWO]);
  assert.equal(replicas.nameOf(ONE), 'replica 1');
});

test('an address that is not a web address is ignored', () => {
  const { replicas } = replicasWith({});
  const members = [{ id: '2', url: 'javascript:alert(1)', reachable: true, applied: 0 }];
  replicas.learn({ ...cluster('1'), members }, ONE);
  assert.deepEqual(replicas.inOrder(), [ONE]);
});
