import { useEffect } from 'preact/hooks';
import type { Replicas } from '../api/replicas.ts';

const SHOWN_MILLIS = 15_000;

export function FailoverNotice({ replicas }: { replicas: Replicas }) {
  const failover = replicas.failover.value;
  useEffect(() => {
    const timer = setTimeout(() => (replicas.failover.value = null), SHOWN_MILLIS);
    return () => clearTimeout(timer);
  }, [failover]);
  return (
    <div class="failover" role="status" data-testid="failover">
      {failover !== null && (
        <p>
          {capital(failover.away)} is not responding; continuing with {failover.now}. Nothing is
          lost.
          <button
            type="button"
            class="plain"
            aria-label="Close this notice"
            onClick={() => (replicas.failover.value = null)}
          >
            ✕
          </button>
        </p>
      )}
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
