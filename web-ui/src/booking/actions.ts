export interface Action {
  readonly kind: 'hold' | 'release' | 'reserve';
  readonly key: string;
  readonly body: unknown;
  /** When it was first requested, by the wall clock, which survives a reload. */
  readonly startedWall: number;
}

/**
 * A retry of a request whose outcome is still open continues the same action under the same key,
 * so that it cannot take effect twice; anything else is a new action.
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

/** 128 random bits on any origin; `randomUUID` exists on secure ones only. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
