import { perSecond, rowsOf } from './measure';
import { Benchmark } from '../benchmark';
import { peerRun } from './peer';
import { simulation } from '../../src';

const ITEMS = 10_000;
const EXECUTIONS = 30;
const PEER_EXECUTIONS = 3;

const DEFINITION = {
  StartAt: 'Each',
  States: {
    Each: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: { StartAt: 'Work', States: { Work: { Type: 'Pass', End: true } } }, End: true },
  },
};

/** Items a second. */
export const benchmark: Benchmark = {
  name: 'an inline Map over 10,000 items',
  async run() {
    const input = { items: Array.from({ length: ITEMS }, (_, index) => ({ id: index })) };
    const express = simulation.Simulator.fromDefinition(DEFINITION, { workflowType: simulation.SimulatedWorkflowType.EXPRESS }).workflow();
    const mine = perSecond(() => {
      for (let i = 0; i < EXECUTIONS; i++) express.start({ input, recordHistory: false });
      return EXECUTIONS * ITEMS;
    });
    return rowsOf('items', await peerRun(DEFINITION, input, PEER_EXECUTIONS, ITEMS), { what: 'without history', perSecond: mine, target: 300_000 });
  },
};
