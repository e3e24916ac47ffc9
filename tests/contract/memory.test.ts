import { MemoryTable } from '../support/memory-table.ts';
import { describeContract } from './contract.ts';

const nothingToStop = { stop: () => Promise.resolve() };

describeContract(
  'the table in memory',
  () => Promise.resolve(nothingToStop),
  () => Promise.resolve(new MemoryTable().table),
);
