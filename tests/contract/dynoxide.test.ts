import { freshTable, startEngine } from '../support/engine.ts';
import { describeContract } from './contract.ts';

describeContract('dynoxide', startEngine, freshTable);
