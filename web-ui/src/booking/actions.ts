export interface Action {
  readonly kind: 'hold' | 'release' | 'reserve';
  readonly key: string;
  readonly body: unknown;
  /** When it was first asked for, by the wall clock, which a reload does not set back. */
  readonly startedWall: number;
}

/**
 * The same thing asked for again, while its outcome is open, is the same action and keeps its
 * key, so that it cannot happen twice; anything else is a new one.
 */
export function begin(
  open: Action | null,
  kind: Action['kind'],
  body: unknown,
  startedWall: number,
): Action {
  const same = open?.kind === kind && JSON.stringify(open.body) === JSON.stringify(body);
  return same ? open : { kind, body, key: newKey(), startedWall };
}

/** Random enough on any origin; `randomUUID` exists on secure ones only. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
