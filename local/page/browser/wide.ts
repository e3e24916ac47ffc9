import { useEffect, useState } from 'preact/hooks';

/** From here on two phones fit beside Slack. */
const WIDE = '(min-width: 1560px)';

/** Whether there is room for a client's and a case manager's phone at once. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const listen = (): void => setWide(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);
  return wide;
}
