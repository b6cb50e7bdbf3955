/** Events that end a Parallel state, before it is left. */
const ENDS = new Set(['ParallelStateSucceeded', 'ParallelStateFailed']);

/**
 * The events that recordings keep whose ids are not intact: those of branches are in no order, and what ends a
 * Parallel state among them was lost, its Exited event only where the state is itself in a branch.
 */
export function recordedEvents(events: ReadonlyArray<Record<string, any>>): ReadonlyArray<Record<string, any>> {
  let open = 0;
  return events.filter((event) => {
    if (event.type === 'ParallelStateEntered') open++;
    if (event.type === 'ParallelStateExited') return --open === 0;
    return !ENDS.has(event.type);
  });
}
