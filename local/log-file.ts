import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the functions' log goes on one computer: all of it to a file, what failed to the terminal too. */
export function logFile(dataDir: string, say: (line: string) => void): (line: string) => void {
  const file = join(dataDir, 'handrail.log');
  return line => {
    appendFileSync(file, `${line}\n`);
    if (line.includes('"level":"ERROR"')) say(line);
  };
}
