import { startEngine } from '../support/engine.ts';
import { describeStore } from './store.contract.ts';

describeStore('dynoxide', startEngine);
