import { cpuSeconds } from './measure';

/** Runs a definition on aws-local-stepfunctions. @returns units of work a second, undefined where it does not run here */
export async function peerRun(definition: Record<string, unknown>, input: unknown, executions: number,
  unitsEach: number): Promise<number | undefined> {
  let peer: any;
  try {
    peer = await import('aws-local-stepfunctions');
  } catch {
    return undefined;
  }
  const machine = new peer.StateMachine(definition, { validationOptions: { checkPaths: false, checkArn: false } });
  await machine.run(input).result;
  let best = 0;
  for (let round = 0; round < 3; round++) {
    const start = cpuSeconds();
    for (let i = 0; i < executions; i++) await machine.run(input).result;
    best = Math.max(best, (executions * unitsEach) / (cpuSeconds() - start));
  }
  return best;
}
