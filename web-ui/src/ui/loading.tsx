import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Loading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'loaded'; readonly value: T };

/** Loads a value, and loads it again when `key` changes or the user tries again. */
function useLoading<T>(key: string, load: () => Promise<T>): [Loading<T>, () => void] {
  const [loading, setLoading] = useState<Loading<T>>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    const tell = (outcome: Loading<T>) => current && setLoading(outcome);
    tell({ state: 'loading' });
    load().then(
      (value) => tell({ state: 'loaded', value }),
      (error: unknown) => tell({ state: 'failed', reason: reasonOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [key, attempt]);
  return [loading, () => setAttempt(attempt + 1)];
}

interface LoadedProps<T> {
  readonly name: string;
  readonly what: string;
  readonly load: () => Promise<T>;
  readonly children: (value: T) => ComponentChildren;
}

export function Loaded<T>({ name, what, load, children }: LoadedProps<T>) {
  const [loading, again] = useLoading(name, load);
  switch (loading.state) {
    case 'loading':
      return (
        <p class="waiting" role="status">
          Loading {what}…
        </p>
      );
    case 'failed':
      return (
        <div class="failed" role="alert">
          <p>{loading.reason}</p>
          <button type="button" class="button" onClick={again}>
            Try again
          </button>
        </div>
      );
    case 'loaded':
      return <>{children(loading.value)}</>;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.';
}
