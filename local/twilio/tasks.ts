import { setImmediate } from 'node:timers/promises';

/** Work under way, at most so many pieces at once, and a way to wait until none is left. */
export class Tasks {
  readonly #limit: number;
  readonly #queue: (() => Promise<void>)[] = [];
  #underWay = 0;
  #waiters: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** An error that escapes a task ends the process: it is a fault of the stand-in, not of the line. */
  start(task: () => Promise<void>): void {
    this.#queue.push(task);
    this.#next();
  }

  busy(): boolean {
    return this.#underWay > 0 || this.#queue.length > 0;
  }

  async idle(): Promise<void> {
    while (this.busy()) {
      await new Promise<void>(resolve => {
        this.#waiters.push(resolve);
      });
    }
  }

  #next(): void {
    const task = this.#underWay < this.#limit ? this.#queue.shift() : undefined;
    if (task === undefined) return;
    this.#underWay += 1;
    // In a later turn, so that whatever started the task is answered first.
    void setImmediate()
      .then(task)
      .finally(() => {
        this.#underWay -= 1;
        this.#next();
        if (this.busy()) return;
        const waiters = this.#waiters;
        this.#waiters = [];
        for (const wake of waiters) wake();
      });
  }
}
