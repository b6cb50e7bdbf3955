import { perSecond, rowsOf } from './measure';
import { peerRun } from './peer';
import { simulation } from '../../src';
import { Benchmark } from '../benchmark';

const STATES = 1_000;
const EXECUTIONS = 200;
/** The peer is slower: it does fewer executions, and both are counted per second. */
const PEER_EXECUTIONS = 20;

/** Pass states in a row; each makes its output with Parameters. */
function chain(): Record<string, unknown> {
  const states: Record<string, unknown> = {};
  for (let i = 0; i < STATES; i++) {
    const next = i + 1 < STATES ? { Next: `S${i + 1}` } : { End: true };
    states[`S${i}`] = { Type: 'Pass', Parameters: { 'order.$': '$.order', 'step': i, 'who': 'bench' }, ...next };
  }
  return { StartAt: 'S0', States: states };
}

const INPUT = { order: { id: 'o-1', total: 12.5 } };

/** Transitions a second: without a history, with one, and of the peer. */
export const benchmark: Benchmark = {
  name: 'a chain of Pass states with Parameters',
  async run() {
    const express = simulation.Simulator.fromDefinition(chain(), { workflowType: simulation.SimulatedWorkflowType.EXPRESS }).workflow();
    const runs = (count: number, recordHistory: boolean) => (): number => {
      for (let i = 0; i < count; i++) express.start({ input: INPUT, recordHistory });
      return count * STATES;
    };
    const without = perSecond(runs(EXECUTIONS, false));
    const withHistory = perSecond(runs(EXECUTIONS, true));
    const peer = await peerRun(chain(), INPUT, PEER_EXECUTIONS, STATES);
    return rowsOf('transitions', peer, { what: 'without history', perSecond: without, target: 1_000_000 },
      { what: 'with history', perSecond: withHistory, target: 500_000 });
  },
};
