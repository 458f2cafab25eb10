import { useEffect, useState } from 'preact/hooks';
import type { Standing } from '../../sharing-source/standing.ts';
import { readOwnStanding } from './read-own-standing.ts';

/** As `readOwnStanding`; `reading` until it is known. */
export function useOwnStanding(language: string): Standing | null | 'unknown' | 'reading' {
  const [standing, setStanding] = useState<Standing | null | 'unknown' | 'reading'>('reading');
  useEffect(() => {
    let isCurrent = true;
    void readOwnStanding(language, Date.now()).then((found) => {
      if (isCurrent) setStanding(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [language]);
  return standing;
}
